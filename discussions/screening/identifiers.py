"""What may say who a patient is, in English, French, German and Spanish (pure).

Names count with a title, as "my patient …" or where a form asks for one, ages only with a place or a day: "a
68-year-old" is nobody, "a 61-year-old from Matosinhos, seen on 3 May" is somebody. Those with a title of their own
(Dr, Prof.) are no patients.
"""

import re


def _any(words):
    """Any of some words, which are parted by spaces; "_" stands for a space within one."""
    return "(?:" + "|".join(words.split()).replace("_", " ") + ")"


_MONTH = _any(
    "jan(?:uary|vier|uar)? feb(?:ruary|ruar)? fevrier mar(?:ch|s|z)? maerz apr(?:il)? avril ma[iy] june? july? "
    "juin juillet juni juli aug(?:ust)? aout sept?(?:ember|embre)? o[ck]t(?:ober|obre)? nov(?:ember|embre)? "
    "de[cz](?:ember|embre)? enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
_DAY = rf"[0-3]?[0-9](?:st|nd|rd|th|er|\.)? (?:of |de )?{_MONTH}\b|{_MONTH} [0-3]?[0-9](?:st|nd|rd|th)?(?![0-9])"
_DIGITS = r"[0-3]?[0-9][./-][01]?[0-9][./-](?:19|20)?[0-9]{2}(?![0-9])|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]"
DATE = re.compile(rf"(?<![0-9./-])(?:{_DAY}|{_DIGITS})")
_NO_CROWD = "".join(f"(?<!{words} )" for words in ("over", "under", "uber", "unter", "plus de", "moins de", "ores de"))
AGE = re.compile(
    rf"{_NO_CROWD}(?:\b[0-9]{{1,3}}[- ]?(?:years?|yrs?)[- ]old\b(?! (?:patients|men|women|adults))|"
    r"\b[0-9]{1,3} ?y/?o\b|\b(?:man|woman|lady|gentleman|boy|girl|child) of [0-9]{1,3}\b|"
    r"\b[0-9]{1,3}[- ]?jahrige[rnsm]?\b|\b[0-9]{1,3} (?:ans|anos|jahre)\b|, [0-9]{1,2},)"
)
PLACE = re.compile(
    rf"\b{_any('[Ff]rom [Ii]n [Nn]ear [Oo]f [Oo]n [Aa] [Dd]e [Dd]u [Aa]us [Vv]on [Ee]n')} "
    rf"(?:{_any('the la le el los las der dem')} )?([A-Z][a-z'-]{{2,40}})|\b[Dd]'([A-Z][a-z'-]{{2,40}})"
)
_NO_PLACE = re.compile(
    rf"(?i:{_MONTH}|{_any('monday tuesday wednesday thursday friday saturday sunday week month product phase grade')})"
)
_BIRTH = _any(
    r"date_of_birth d\.?o\.?b\.? born(?:_on)? nee?_le geboren_am geb\._am nacid[oa]_el fecha_de_nacimiento "
    "date_de_naissance geburtsdatum"
)
_BORN = re.compile(
    rf"\b{_BIRTH}[ :,]{{1,3}}(?:{_any('is was est es ist')} )?{DATE.pattern}(?: (?:de )?(?:19|20)[0-9]{{2}})?"
)
_ROLE = _any("Pra?e?sident Director Directeur Direktor Prof Doctor Docteur Doktor Dr Chair Vorsitz Kolleg Minist Excel")
_NAME = rf"(?:{_any('de de_la du von van la El Al')} )?(?!{_ROLE}[a-z]*)[A-Z][A-Za-z'-]{{1,40}}"
_TITLE = _any(
    "Mr Mrs Ms Miss Mister Mme Mlle Madame Mademoiselle Monsieur Herrn? Frau [Ss]enor(?:it)?a? "
    "[Ss]ra? [Ss]rta [Dd]ona? Lady Lord"
)
_MORE = "(?: [A-Z][a-z'-]{1,40}){0,2}"
_TITLED = re.compile(rf"\b{_TITLE}\.? (?:[A-Z]\. ?){{0,2}}{_NAME}{_MORE}|\b(?:M|Fr|Hr|Dna)\. {_NAME}")
_MY = _any("[Mm]y [Oo]ur [Mm]on [Mm]a [Nn]otre [Mm]eine?n? [Uu]nsere?n? [Mm]i [Nn]uestr[ao]")
_OURS = re.compile(
    rf"\b{_MY} (?:[Pp]atient(?:e|in|en)?|paciente),? {_NAME} [A-Z][a-z'-]{{1,40}}|"
    r"\b[Pp]atient(?:e|in|en)? [A-Z]\. ?[A-Z]\."
)
_FORM = _any(
    "[Pp]atient(?:'?s)?_[Nn]ame [Nn]ame_of_(?:the_)?[Pp]atient [Nn]om_(?:du_|de_la_)[Pp]atiente? [Pp]atientenname "
    "[Nn]ame_(?:des|der)_[Pp]atient(?:en|in) [Nn]ombre_(?:del_|de_la_)[Pp]aciente [Nn]ome_d[oa]_[Pp]aciente"
)
_LABELLED = re.compile(
    rf"\b{_FORM} ?: ?(?:(?:[A-Z]\. ?){{1,2}}{_NAME}|{_NAME},? (?:[A-Z]\. ?)?[A-Z][A-Za-z'-]{{1,40}})"
)
_CHILD = _any("girl boy child baby man woman petite? kleine[rn]? pequen[ao] patient")
_CALLED = re.compile(rf"\b{_CHILD} ?,? [A-Z][a-z]{{2,20}}, [0-9]{{1,2}}\b")
_ID = _any(
    "mrn nhs ssn social_security dossier ipp nir securite_sociale patienten(?:nummer|-?nr) fallnummer aktenzeichen "
    "versichertennummer krankenversicherungsnummer historia_clinica nhc expediente dni nie seguridad_social "
    r"(?:hospital|chart|record|case|file|patient|study)(?:_number|_no\b|_nr\b|_id\b|_?#)"
)
_IDS = re.compile(rf"\b{_ID}[^0-9\n!?;]{{0,30}}[0-9][0-9 ./-]{{3,24}}[0-9]")
_SHAPES = re.compile(
    r"(?<![0-9-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9-])|\b[0-9]{3} [0-9]{3} [0-9]{4}\b|\b[0-9]{8}-?[a-z]\b|"
    r"\b[12] ?[0-9]{2} ?[01][0-9] ?[0-9]{2} ?[0-9]{3} ?[0-9]{3}(?: ?[0-9]{2})?\b|\b[a-z][0-9]{9}\b"
)
_EMAIL = re.compile(r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}")
_RING = _any("ring call phone tel mobile llam[a-z]{1,8} joindre appeler erreichen unter")
_PHONE = re.compile(
    r"\+[0-9][0-9 ()./-]{7,18}[0-9]|\b0[0-9][0-9 ./-]{6,13}[0-9]\b|"
    rf"\b{_RING}\b[^0-9\n]{{0,20}}[0-9][0-9 ./-]{{6,14}}[0-9]"
)
_STREET = _any("Street St Road Rd Lane Avenue Ave Close Drive Court Square Terrace Crescent")
_ADDRESS = re.compile(
    rf"\b[0-9]{{1,4}}[a-z]? [A-Z][a-z]{{1,30}} (?:[A-Z][a-z]{{1,30}} )?{_STREET}\b|"
    rf"\b[0-9]{{1,4}}(?: bis| ter)?,? {_any('rue avenue boulevard place chemin allee impasse quai')} |"
    r"\b[A-Z][a-z]{2,30}(?:strasse|str\.|weg|platz|allee|gasse) [0-9]{1,4}\b|"
    rf"\b{_any('calle avenida plaza paseo')} [A-Z][a-z ]{{1,40}}[0-9]{{1,4}}\b|"
    rf"\b[A-Z]{{1,2}}[0-9][A-Z0-9]? [0-9][A-Z]{{2}}\b"
)
_SENTENCE = re.compile(r"[^\n!?]{1,600}")
_AS_WRITTEN = (("name", _TITLED), ("name", _OURS), ("name", _LABELLED), ("name", _CALLED), ("address", _ADDRESS))
_SMALL = (  # and the fewest digits that make it one
    ("date of birth", _BORN, 2), ("e-mail", _EMAIL, 0), ("record number", _IDS, 5), ("record number", _SHAPES, 8),
    ("phone", _PHONE, 8),
)  # fmt: skip


def identifiers(folded):
    """Every such place in a folded text, as (rule, start, end)."""
    for rule, pattern in _AS_WRITTEN:
        for found in pattern.finditer(folded.cased):
            yield rule, *found.span()
    for rule, pattern, fewest in _SMALL:
        for found in pattern.finditer(folded.plain):
            if sum(letter.isdigit() for letter in found[0]) >= fewest:
                yield rule, *found.span()
    yield from _somebody(folded)


def _somebody(folded):
    """An age with a place or a day in the same sentence: few people are all of these."""
    for part in _SENTENCE.finditer(folded.cased):
        ages = [found.span() for found in AGE.finditer(folded.plain, *part.span())]
        if not ages:
            continue
        days = [found.span() for found in DATE.finditer(folded.plain, *part.span())]
        places = [
            one.span() for one in PLACE.finditer(folded.cased, *part.span()) if not _NO_PLACE.match(one[1] or one[2])
        ]
        if days or places:
            spans = [*ages[:1], *days[:1], *places[:1]]
            yield "age, place or day", min(start for start, _ in spans), max(end for _, end in spans)
