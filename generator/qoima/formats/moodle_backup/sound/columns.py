"""What each element of a backup must have, named here a second time: a gate that asks its writer finds nothing."""

HEADER = (
    "name moodle_version moodle_release backup_version backup_release backup_date mnet_remoteusers include_files "
    "include_file_references_to_external_content original_wwwroot original_site_identifier_hash original_course_id "
    "original_course_format original_course_fullname original_course_shortname original_course_startdate "
    "original_course_enddate original_course_contextid original_system_contextid details contents settings"
)
LISTED = {
    "details/detail": "type format interactive mode execution executiontime",
    "contents/activities/activity": "moduleid sectionid modulename title directory insubsection",
    "contents/sections/section": "sectionid title directory parentcmid modname",
    "contents/course": "courseid title directory",
}
"""What the head lists, by path."""
CATEGORY = "name contextid contextlevel contextinstanceid info infoformat stamp parent sortorder idnumber"
ENTRY = "questioncategoryid idnumber ownerid question_version"
VERSION = "version status questions"
QUESTION = (
    "parent name questiontext questiontextformat generalfeedback generalfeedbackformat defaultmark penalty qtype "
    "length stamp timecreated timemodified createdby modifiedby question_hints tags"
)
ANSWER = "answertext answerformat fraction feedback feedbackformat"
TAG = "name rawname"
HINT = "hint hintformat shownumcorrect clearwrong options"
FEEDBACK = (
    "correctfeedback correctfeedbackformat partiallycorrectfeedback partiallycorrectfeedbackformat "
    "incorrectfeedback incorrectfeedbackformat"
)
TYPES = {
    "multichoice": {
        "multichoice": f"layout single shuffleanswers {FEEDBACK} answernumbering shownumcorrect showstandardinstruction"
    },
    "truefalse": {"truefalse": "trueanswer falseanswer showstandardinstruction"},
    "shortanswer": {"shortanswer": "usecase"},
    "numerical": {
        "numerical_options/numerical_option": "showunits unitsleft unitgradingtype unitpenalty",
        "numerical_records/numerical_record": "answer tolerance",
    },
    "match": {
        "matchoptions": f"shuffleanswers {FEEDBACK} shownumcorrect",
        "matches/match": "questiontext questiontextformat answertext",
    },
    "essay": {
        "essay": "responseformat responserequired responsefieldlines minwordlimit maxwordlimit attachments "
        "attachmentsrequired graderinfo graderinfoformat responsetemplate responsetemplateformat filetypeslist maxbytes"
    },
    "description": {},
}
"""By type: elements of its own, each of which must be there, with what they have."""
FILE = (
    "contenthash contextid component filearea itemid filepath filename userid filesize mimetype status timecreated "
    "timemodified source author license sortorder repositorytype repositoryid reference"
)
QUIZ = (
    "name intro introformat timeopen timeclose timelimit overduehandling graceperiod preferredbehaviour "
    "canredoquestions attempts_number attemptonlast grademethod decimalpoints questiondecimalpoints reviewattempt "
    "reviewcorrectness reviewmaxmarks reviewmarks reviewspecificfeedback reviewgeneralfeedback reviewrightanswer "
    "reviewoverallfeedback questionsperpage navmethod shuffleanswers sumgrades grade timecreated timemodified "
    "password subnet browsersecurity delay1 delay2 showuserpicture showblocks completionattemptsexhausted "
    "completionminattempts allowofflineattempts question_instances sections feedbacks"
)
SLOT = "quizid slot page displaynumber requireprevious maxmark quizgradeitemid"
DRAWN = "usingcontextid component questionarea questionscontextid filtercondition"
NAMED = "usingcontextid component questionarea questionbankentryid version"
SLOT_SECTION = "firstslot heading shufflequestions"
OVERALL_FEEDBACK = "feedbacktext feedbacktextformat mingrade maxgrade"
MODULE = (
    "modulename sectionid sectionnumber idnumber added score indent visible visibleoncoursepage visibleold groupmode "
    "groupingid completion completiongradeitemnumber completionpassgrade completionview completionexpected "
    "availability showdescription downloadcontent lang"
)
GRADE_ITEM = (
    "categoryid itemname itemtype itemmodule iteminstance itemnumber iteminfo idnumber calculation gradetype grademax "
    "grademin scaleid outcomeid gradepass multfactor plusfactor aggregationcoef aggregationcoef2 weightoverride "
    "sortorder display decimals hidden locked locktime needsupdate timecreated timemodified"
)
SECTION = "number name summary summaryformat sequence visible availabilityjson component itemid timemodified"

NULLABLE = {
    "question_category": "idnumber",
    "question_bank_entry": "idnumber",
    "question_hint": "options",
    "essay": "minwordlimit maxwordlimit",
    "file": "userid source author license repositorytype repositoryid reference",
    "question_instance": "displaynumber quizgradeitemid",
    "question_reference": "version",
    "module": "completiongradeitemnumber availability lang",
    "grade_item": "categoryid iteminfo calculation scaleid outcomeid decimals",
    "section": "name availabilityjson component itemid",
    "course": "pdfexportfont",
}
"""What may be NULL, by the element that it is in."""
