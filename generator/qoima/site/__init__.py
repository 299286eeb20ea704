"""The published site: from `Published` to the files that MkDocs builds."""
