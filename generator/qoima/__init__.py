"""Course catalogues and test banks as code: checked by regulation, published as a site, delivered to Moodle."""

__version__ = "0.1.0"
