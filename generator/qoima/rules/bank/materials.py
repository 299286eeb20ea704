"""Rules on reference materials: what the passport permits, what items use, what a control allows."""

from qoima.core.problems import did_you_mean
from qoima.model.links import ItemInBank, OwedBank, TestBase
from qoima.rules.registry import Findings, finding, rule


@rule(
    "passport-lists-materials",
    TestBase,
    "the passport has no list of reference materials",
    help="add `reference_materials:`, and `[]` behind it if none are permitted",
)
def passport_lists_materials(node: TestBase) -> Findings:
    """The passport has a list of the reference materials that are permitted at the exam; it may be empty.

    Why: “none” must be a decision, not an omission.

    Wrong:
        course: demo   # <-

    Right:
        reference_materials: []
    """
    if node.passport is not None and node.passport.reference_materials is None:
        yield finding(node.passport.at)


@rule(
    "materials-used",
    TestBase,
    "no item uses the reference material {material}",
    help="name it under `uses` in the items that need it, or take it off the list",
)
def materials_used(node: TestBase) -> Findings:
    """Each reference material of the passport is used by an item of its banks.

    Silent while a bank that is owed is missing or not wholly read.

    Why: what no item needs only costs time at the exam.

    Wrong:
        reference_materials:
          - {id: sql-card, title: SQL syntax card}   # <-

    Right:
        reference_materials:
          - {id: sql-card, title: SQL syntax card}
        --- testbanks/demo/en/exam.yaml
        items:
          - {stem: Which key is unique?, uses: sql-card}
    """
    course = node.course.course
    owed = {control.id for control in course.controls if course.is_test(control)}
    if node.passport is None or owed - {b.id.control for b in node.banks} or any(b.unread_items for b in node.banks):
        return
    used = {id for bank in node.banks for item in bank.items for id in item.uses}
    for material in node.passport.reference_materials or ():
        if material.id not in used:
            yield finding(material.at, material=material.id)


@rule(
    "paper-materials-in-passport",
    OwedBank,
    "{control} permits the reference material {material}, which the passport does not list{near}",
    help="take it out of `materials`, or add it to `reference_materials` in {passport}",
)
def paper_materials_in_passport(node: OwedBank) -> Findings:
    """A control permits no other reference materials than those in the passport of its test base.

    Silent without a passport or its list, for a material that the course does not have, and for one that items of the
    bank use (`materials-in-passport`): findings of their own.

    Why: the passport is what was approved.

    Wrong:
        reference_materials: {sql-card: SQL syntax card, algebra-card: Operators}
        controls:
          exam:
            kind: interim
            materials: [sql-card, algebra-card]   # <-
        --- testbanks/demo/en/passport.yaml
        reference_materials: [{id: sql-card}]

    Right:
        reference_materials: {sql-card: SQL syntax card}
        controls:
          exam: {kind: interim, materials: [sql-card]}
        --- testbanks/demo/en/passport.yaml
        reference_materials: [{id: sql-card}]
    """
    control, passport = node.control.control, node.base.passport
    if passport is None or passport.reference_materials is None:
        return
    listed = {material.id for material in passport.reference_materials}
    used = {id for item in node.bank.items for id in item.uses} if node.bank else set()
    for id in control.materials:
        if id not in listed | used and id in node.control.course.course.reference_materials:
            near, path = did_you_mean(id, listed), passport.at.source.path
            yield finding(control.place("materials"), control=control.id, material=id, near=near, passport=path)


@rule(
    "materials-in-passport",
    ItemInBank,
    "the passport does not list the reference material {material}{near}",
    help="correct `uses`, or add the material to `reference_materials` in {passport}",
)
def materials_in_passport(node: ItemInBank) -> Findings:
    """The reference materials that an item uses are listed in the passport of its test base.

    Silent without a passport, or while it has no list: those are findings of their own.

    Why: students get the listed materials at the exam and no others.

    Wrong:
        - {stem: Which key is unique?, uses: sql-book}   # <-
        --- testbanks/demo/en/passport.yaml
        reference_materials: [{id: sql-card, title: SQL syntax card}]

    Right:
        - {stem: Which key is unique?, uses: sql-card}
        --- testbanks/demo/en/passport.yaml
        reference_materials: [{id: sql-card, title: SQL syntax card}]
    """
    passport = node.bank.base.passport
    if passport is None or passport.reference_materials is None:
        return
    listed = {material.id for material in passport.reference_materials}
    for id in node.item.uses:
        if id not in listed:
            near, path = did_you_mean(id, listed), passport.at.source.path
            yield finding(node.item.place("uses"), material=id, near=near, passport=path)


RULES = (passport_lists_materials, materials_used, paper_materials_in_passport, materials_in_passport)
