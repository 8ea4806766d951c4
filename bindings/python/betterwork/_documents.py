"""Classes of the documents. Generated from schemas/ by `cargo xtask gen`; do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._record import LanguageMap, Record, day, instant, many, words

if TYPE_CHECKING:
    import datetime
    from typing import Literal


class Signer(Record):
    """Who signed a report."""

    __match_args__ = (
        "entity",
        "name",
        "role",
        "kid",
        "key_state",
        "test",
    )
    __slots__ = __match_args__
    _members = (
        ("entity", "entity", None, None),
        ("name", "name", None, None),
        ("role", "role", None, None),
        ("kid", "kid", None, None),
        ("key_state", "key_state", None, None),
        ("test", "test", None, None),
    )

    entity: str
    """The entity of the trust list, the report's `iss`."""

    name: str
    """Its name."""

    role: str
    """What it is: `programme`."""

    kid: str
    """The key, by its RFC 7638 thumbprint."""

    key_state: str
    """Whether the key is in use: `active` or `retired`."""

    test: bool
    """Whether the trust list is a test list; then the report is test data, and must be shown as such."""


class Standing(Record):
    """Whether a report still stands, as far as the status lists say that the caller holds."""

    __match_args__ = (
        "value",
        "as_of_at",
        "reason",
    )
    __slots__ = __match_args__
    _members = (
        ("value", "value", None, None),
        ("as_of_at", "as_of_at", instant, None),
        ("reason", "reason", None, None),
    )

    value: Literal["valid", "superseded", "revoked", "suspended", "unknown"]
    """The answer."""

    as_of_at: datetime.datetime | None
    """When that was so: the signing of the status list, RFC 3339."""

    reason: str | None
    """Why it is unknown: `none_held`, or the code of what was wrong with the status list."""


class Age(Record):
    """How old what a report says is."""

    __match_args__ = (
        "days",
        "since_on",
        "lapsed",
    )
    __slots__ = __match_args__
    _members = (
        ("days", "days", None, None),
        ("since_on", "since_on", day, None),
        ("lapsed", "lapsed", None, None),
    )

    days: int
    """Whole days (UTC) since `since_on`."""

    since_on: datetime.date
    """The last day of the visit, or the first where the last is not stated."""

    lapsed: bool
    """Whether the reliance period that the issuer set is over."""


class Disclosure(Record):
    """How much of a report is shown."""

    __match_args__ = (
        "value",
        "findings",
        "members",
    )
    __slots__ = __match_args__
    _members = (
        ("value", "value", None, None),
        ("findings", "findings", None, None),
        ("members", "members", None, None),
    )

    value: Literal["complete", "partial"]

    findings: int | None
    """How many findings are withheld."""

    members: int | None
    """How many members are withheld, empty ones among them."""


class PublicationState(Record):
    """Whether a report may be shown publicly."""

    __match_args__ = (
        "public",
        "reason",
    )
    __slots__ = __match_args__
    _members = (
        ("public", "public", None, None),
        ("reason", "reason", None, None),
    )

    public: bool
    """The answer."""

    reason: str | None
    """Why not: `restricted`, `not_yet`, `superseded`, `suspended` or `revoked`."""


class Against(Record):
    """What a report was verified against, by digest."""

    __match_args__ = (
        "trust_list",
        "status_list",
    )
    __slots__ = __match_args__
    _members = (
        ("trust_list", "trust_list", None, None),
        ("status_list", "status_list", None, None),
    )

    trust_list: str
    """The trust list: SHA-256 over its base64url payload."""

    status_list: str | None
    """The status list that the report names, where the caller held it: SHA-256 over its signing input."""


class StatusReference(Record):
    """An entry of a status list (Token Status List)."""

    __match_args__ = (
        "idx",
        "uri",
    )
    __slots__ = __match_args__
    _members = (
        ("idx", "idx", None, None),
        ("uri", "uri", None, None),
    )

    idx: int
    """The index of the entry."""

    uri: str
    """The address of the list."""


class Status(Record):
    """Wraps [`StatusReference`] as the standard does."""

    __match_args__ = (
        "status_list",
    )
    __slots__ = __match_args__
    _members = (
        ("status_list", "status_list", StatusReference, None),
    )

    status_list: StatusReference
    """The entry."""


class Publication(Record):
    """Whether and from when the public part of a report may be shown publicly."""

    __match_args__ = (
        "audience",
        "from_",
    )
    __slots__ = __match_args__
    _members = (
        ("audience", "audience", None, None),
        ("from_", "from", day, None),
    )

    audience: str
    """For whom the report is meant."""

    from_: datetime.date | None
    """From which day on it may be shown publicly."""


class Address(Record):
    """A postal address."""

    __match_args__ = (
        "lines",
        "locality",
        "postal_code",
        "region",
    )
    __slots__ = __match_args__
    _members = (
        ("lines", "lines", many(None), ()),
        ("locality", "locality", None, None),
        ("postal_code", "postal_code", None, None),
        ("region", "region", None, None),
    )

    lines: tuple[str, ...]
    """Street and number, as written."""

    locality: str | None
    """Town or city."""

    postal_code: str | None
    """Postal code."""

    region: str | None
    """Province or state."""


class Coordinates(Record):
    """A place on the globe, WGS 84."""

    __match_args__ = (
        "latitude",
        "longitude",
    )
    __slots__ = __match_args__
    _members = (
        ("latitude", "latitude", None, None),
        ("longitude", "longitude", None, None),
    )

    latitude: str | None
    """Degrees north, -90 to 90; absent only where nothing was said."""

    longitude: str | None
    """Degrees east, -180 to 180; absent only where nothing was said."""


class Identifier(Record):
    """An identifier of the facility in one scheme."""

    __match_args__ = (
        "scheme",
        "value",
    )
    __slots__ = __match_args__
    _members = (
        ("scheme", "scheme", None, None),
        ("value", "value", None, None),
    )

    scheme: str
    """The scheme: `os_id` (Open Supply Hub), `lei` (ISO 17442), `gln` (GS1), `duns`, `star`, or another."""

    value: str
    """The identifier, as the scheme writes it."""


class Industry(Record):
    """What a factory makes; the sector is data."""

    __match_args__ = (
        "isic",
    )
    __slots__ = __match_args__
    _members = (
        ("isic", "isic", None, None),
    )

    isic: str
    """Class, group or division of ISIC rev. 4 (`1410`)."""


class Operations(Record):
    """What the factory makes and for whom."""

    __match_args__ = (
        "began_year",
        "customers",
        "products",
    )
    __slots__ = __match_args__
    _members = (
        ("began_year", "began_year", None, None),
        ("customers", "customers", many(None), ()),
        ("products", "products", many(None), ()),
    )

    began_year: int | None
    """The year in which it began."""

    customers: tuple[str, ...]
    """Its customers."""

    products: tuple[str, ...]
    """Its products."""


class Ownership(Record):
    """Who owns the factory."""

    __match_args__ = (
        "country",
        "parent_company",
    )
    __slots__ = __match_args__
    _members = (
        ("country", "country", None, None),
        ("parent_company", "parent_company", None, None),
    )

    country: str | None
    """The owner's country."""

    parent_company: str | None
    """The company that owns it."""


class Workforce(Record):
    """How many people work in the factory; counts of persons."""

    __match_args__ = (
        "men_count",
        "migrant_count",
        "total_count",
        "women_count",
    )
    __slots__ = __match_args__
    _members = (
        ("men_count", "men_count", None, None),
        ("migrant_count", "migrant_count", None, None),
        ("total_count", "total_count", None, None),
        ("women_count", "women_count", None, None),
    )

    men_count: int | None
    """Men among them."""

    migrant_count: int | None
    """Migrants among them."""

    total_count: int | None
    """All workers."""

    women_count: int | None
    """Women among them."""


class Facility(Record):
    """The factory that was assessed."""

    __match_args__ = (
        "name",
        "country",
        "address",
        "coordinates",
        "identifiers",
        "industry",
        "operations",
        "ownership",
        "workforce",
    )
    __slots__ = __match_args__
    _members = (
        ("name", "name", None, None),
        ("country", "country", None, None),
        ("address", "address", Address, None),
        ("coordinates", "coordinates", Coordinates, None),
        ("identifiers", "identifiers", many(Identifier), ()),
        ("industry", "industry", Industry, None),
        ("operations", "operations", Operations, None),
        ("ownership", "ownership", Ownership, None),
        ("workforce", "workforce", Workforce, None),
    )

    name: str
    """Its name; several factories may share one."""

    country: str
    """Where it stands."""

    address: Address | None
    """Its address."""

    coordinates: Coordinates | None
    """Where exactly it stands."""

    identifiers: tuple[Identifier, ...]
    """Its identifiers in other systems."""

    industry: Industry | None
    """What it makes."""

    operations: Operations | None
    """What it makes and for whom."""

    ownership: Ownership | None
    """Who owns it."""

    workforce: Workforce | None
    """How many people work in it."""


class Tool(Record):
    """The national questionnaire of an assessment."""

    __match_args__ = (
        "id",
        "version",
    )
    __slots__ = __match_args__
    _members = (
        ("id", "id", None, None),
        ("version", "version", None, None),
    )

    id: str
    """Id of the questionnaire."""

    version: str
    """Its version."""


class Process(Record):
    """How the visit went; persons are counts, never names."""

    __match_args__ = (
        "access_restricted",
        "concerns",
        "documents_in_time",
        "good_practices",
        "managers_interviewed_count",
        "union_representatives_interviewed_count",
        "workers_interviewed_count",
    )
    __slots__ = __match_args__
    _members = (
        ("access_restricted", "access_restricted", None, None),
        ("concerns", "concerns", many(LanguageMap), ()),
        ("documents_in_time", "documents_in_time", None, None),
        ("good_practices", "good_practices", many(LanguageMap), ()),
        ("managers_interviewed_count", "managers_interviewed_count", None, None),
        ("union_representatives_interviewed_count", "union_representatives_interviewed_count", None, None),
        ("workers_interviewed_count", "workers_interviewed_count", None, None),
    )

    access_restricted: bool | None
    """Whether the assessors' access was unreasonably restricted."""

    concerns: tuple[LanguageMap, ...]
    """Concerns about the integrity of the visit."""

    documents_in_time: bool | None
    """Whether documents were provided in time."""

    good_practices: tuple[LanguageMap, ...]
    """Good practices that were seen."""

    managers_interviewed_count: int | None
    """How many managers were interviewed."""

    union_representatives_interviewed_count: int | None
    """How many union representatives were interviewed."""

    workers_interviewed_count: int | None
    """How many workers were interviewed."""


class Assessment(Record):
    """The visit on which a report rests."""

    __match_args__ = (
        "id",
        "cycle",
        "type",
        "started_on",
        "tool",
        "announced",
        "assessor_count",
        "ended_on",
        "person_days",
        "process",
    )
    __slots__ = __match_args__
    _members = (
        ("id", "id", None, None),
        ("cycle", "cycle", None, None),
        ("type", "type", None, None),
        ("started_on", "started_on", day, None),
        ("tool", "tool", Tool, None),
        ("announced", "announced", None, None),
        ("assessor_count", "assessor_count", None, None),
        ("ended_on", "ended_on", day, None),
        ("person_days", "person_days", None, None),
        ("process", "process", Process, None),
    )

    id: str
    """Id of the assessment in the issuer's system."""

    cycle: int
    """How many assessments the facility has had, this one included."""

    type: str
    """What kind of visit it was."""

    started_on: datetime.date
    """First day of the visit."""

    tool: Tool
    """The national questionnaire."""

    announced: bool | None
    """Whether the factory knew of the visit beforehand."""

    assessor_count: int | None
    """How many assessors there were."""

    ended_on: datetime.date | None
    """Last day of the visit."""

    person_days: str | None
    """How much work the visit was, in days of one person."""

    process: Process | None
    """How the visit went."""


class Finding(Record):
    """One answer to one question of the assessment tool."""

    __match_args__ = (
        "question",
        "text",
        "kind",
        "basis",
        "global_question",
        "legal_references",
        "result",
        "tags",
        "value",
    )
    __slots__ = __match_args__
    _members = (
        ("question", "question", None, None),
        ("text", "text", LanguageMap, None),
        ("kind", "kind", None, None),
        ("basis", "basis", None, None),
        ("global_question", "global_question", None, None),
        ("legal_references", "legal_references", many(None), ()),
        ("result", "result", None, None),
        ("tags", "tags", many(None), ()),
        ("value", "value", None, None),
    )

    question: str
    """Id of the question in the national tool."""

    text: LanguageMap
    """The question, or the issue, in words."""

    kind: str
    """Whether it asks for compliance or for a fact."""

    basis: str | None
    """What the requirement rests on."""

    global_question: str | None
    """Id of the global question to which the national one maps."""

    legal_references: tuple[str, ...]
    """The articles of law and standards that the requirement rests on."""

    result: str | None
    """The result of a compliance question; exactly where `kind` is `compliance`."""

    tags: tuple[str, ...]
    """Codes that mark the question, `public_disclosure` and `zero_tolerance` among them."""

    value: str | None
    """The answer to a fact question; exactly where `kind` is `fact`."""


class Evidence(Record):
    """What a finding rests on."""

    __match_args__ = (
        "question",
        "explanation",
        "sources",
        "workers_affected_count",
    )
    __slots__ = __match_args__
    _members = (
        ("question", "question", None, None),
        ("explanation", "explanation", LanguageMap, None),
        ("sources", "sources", many(None), None),
        ("workers_affected_count", "workers_affected_count", None, None),
    )

    question: str
    """Id of the question in the national tool."""

    explanation: LanguageMap
    """What was found, in words."""

    sources: tuple[str, ...]
    """Where it comes from."""

    workers_affected_count: int | None
    """How many workers are affected."""


class CompliancePoint(Record):
    """The findings of one compliance point."""

    __match_args__ = (
        "cluster",
        "id",
        "question_count",
        "public_findings",
        "evidence",
        "findings",
    )
    __slots__ = __match_args__
    _members = (
        ("cluster", "cluster", None, None),
        ("id", "id", None, None),
        ("question_count", "question_count", None, None),
        ("public_findings", "public_findings", many(Finding), None),
        ("evidence", "evidence", many(Evidence), None),
        ("findings", "findings", many(Finding), None),
    )

    cluster: str
    """Code of the cluster (`working_time`)."""

    id: str
    """Code of the point within its cluster (`overtime`)."""

    question_count: int
    """How many findings the point has, facts and withheld ones among them."""

    public_findings: tuple[Finding, ...]
    """The floor: findings tagged `public_disclosure`, which nobody can withhold."""

    evidence: tuple[Evidence, ...] | None
    """What the findings rest on."""

    findings: tuple[Finding, ...] | None
    """All other findings."""


class Follows(Record):
    """The facility's assessment before this one."""

    __match_args__ = (
        "jti",
        "digest",
    )
    __slots__ = __match_args__
    _members = (
        ("jti", "jti", None, None),
        ("digest", "digest", None, None),
    )

    jti: str
    """Its report's `jti`."""

    digest: str
    """Its report's digest."""


class ImprovementItem(Record):
    """One step of the improvement plan."""

    __match_args__ = (
        "compliance_point",
        "action",
        "status",
        "due_on",
        "question",
    )
    __slots__ = __match_args__
    _members = (
        ("compliance_point", "compliance_point", None, None),
        ("action", "action", LanguageMap, None),
        ("status", "status", None, None),
        ("due_on", "due_on", day, None),
        ("question", "question", None, None),
    )

    compliance_point: str
    """The point it is about, `cluster/point`."""

    action: LanguageMap
    """What is to be done, in words."""

    status: str
    """How far it is."""

    due_on: datetime.date | None
    """By when."""

    question: str | None
    """Id of the question in the national tool."""


class Indicator(Record):
    """A figure about the factory over a period."""

    __match_args__ = (
        "id",
        "name",
        "value",
        "unit",
        "from_on",
        "to_on",
    )
    __slots__ = __match_args__
    _members = (
        ("id", "id", None, None),
        ("name", "name", LanguageMap, None),
        ("value", "value", None, None),
        ("unit", "unit", None, None),
        ("from_on", "from_on", day, None),
        ("to_on", "to_on", day, None),
    )

    id: str
    """Code of the indicator."""

    name: LanguageMap
    """What it says, in words."""

    value: str
    """The figure."""

    unit: str
    """UCUM unit, or ISO 4217 currency for money."""

    from_on: datetime.date
    """First day of the period."""

    to_on: datetime.date
    """Last day of the period."""


class DialogueQuestion(Record):
    """One answer about social dialogue."""

    __match_args__ = (
        "question",
        "text",
        "answer",
    )
    __slots__ = __match_args__
    _members = (
        ("question", "question", None, None),
        ("text", "text", LanguageMap, None),
        ("answer", "answer", None, None),
    )

    question: str
    """Id of the question."""

    text: LanguageMap
    """The question in words."""

    answer: str
    """The answer."""


class SocialDialogue(Record):
    """The bipartite committee and its work; persons are counts."""

    __match_args__ = (
        "answers",
        "management_members_count",
        "meetings_count",
        "union_members_count",
        "women_members_count",
        "worker_members_count",
    )
    __slots__ = __match_args__
    _members = (
        ("answers", "answers", many(DialogueQuestion), ()),
        ("management_members_count", "management_members_count", None, None),
        ("meetings_count", "meetings_count", None, None),
        ("union_members_count", "union_members_count", None, None),
        ("women_members_count", "women_members_count", None, None),
        ("worker_members_count", "worker_members_count", None, None),
    )

    answers: tuple[DialogueQuestion, ...]
    """Answers about its work."""

    management_members_count: int | None
    """Members who represent management."""

    meetings_count: int | None
    """How often the committee met."""

    union_members_count: int | None
    """Union members among them."""

    women_members_count: int | None
    """Women among them."""

    worker_members_count: int | None
    """Members who represent workers."""


class TrainingItem(Record):
    """A training that was held."""

    __match_args__ = (
        "course",
        "from_on",
        "participant_count",
        "participant_days",
        "to_on",
        "women_participant_count",
    )
    __slots__ = __match_args__
    _members = (
        ("course", "course", None, None),
        ("from_on", "from_on", day, None),
        ("participant_count", "participant_count", None, None),
        ("participant_days", "participant_days", None, None),
        ("to_on", "to_on", day, None),
        ("women_participant_count", "women_participant_count", None, None),
    )

    course: str
    """The course."""

    from_on: datetime.date | None
    """First day."""

    participant_count: int | None
    """How many people took part."""

    participant_days: str | None
    """Days of training, summed over people."""

    to_on: datetime.date | None
    """Last day."""

    women_participant_count: int | None
    """Women among them."""


class AssessmentBody(Record):
    """What an assessment report says."""

    __match_args__ = (
        "version",
        "must_understand",
        "revision",
        "language",
        "publication",
        "facility",
        "assessment",
        "compliance_points",
        "follows",
        "improvement_plan",
        "indicators",
        "social_dialogue",
        "supersedes",
        "training",
    )
    __slots__ = __match_args__
    _members = (
        ("version", "version", None, None),
        ("must_understand", "must_understand", many(None), None),
        ("revision", "revision", None, None),
        ("language", "language", None, None),
        ("publication", "publication", Publication, None),
        ("facility", "facility", Facility, None),
        ("assessment", "assessment", Assessment, None),
        ("compliance_points", "compliance_points", many(CompliancePoint), None),
        ("follows", "follows", Follows, None),
        ("improvement_plan", "improvement_plan", many(ImprovementItem), None),
        ("indicators", "indicators", many(Indicator), None),
        ("social_dialogue", "social_dialogue", SocialDialogue, None),
        ("supersedes", "supersedes", None, None),
        ("training", "training", many(TrainingItem), None),
    )

    version: str
    """Version of the format, `major.minor`."""

    must_understand: tuple[str, ...]
    """Extensions that a reader must know to read this report rightly."""

    revision: int
    """1, and one more with every correction."""

    language: str
    """The language in which the assessors wrote, a BCP 47 tag."""

    publication: Publication
    """Whether and from when the report may be shown publicly."""

    facility: Facility
    """The factory that was assessed."""

    assessment: Assessment
    """The visit."""

    compliance_points: tuple[CompliancePoint, ...]
    """What was found, point by point."""

    follows: Follows | None
    """The facility's assessment before this one."""

    improvement_plan: tuple[ImprovementItem, ...] | None
    """What the factory does about it."""

    indicators: tuple[Indicator, ...] | None
    """Other figures."""

    social_dialogue: SocialDialogue | None
    """How management and workers talk to each other."""

    supersedes: str | None
    """Digest of the revision before; exactly where `revision` is above 1."""

    training: tuple[TrainingItem, ...] | None
    """The training that was held."""


class Jwk(Record):
    """A public Ed25519 key as a JSON Web Key: `kty` `OKP`, `crv` `Ed25519`, and no other member needed."""

    __match_args__ = (
        "kty",
        "crv",
        "x",
    )
    __slots__ = __match_args__
    _members = (
        ("kty", "kty", None, None),
        ("crv", "crv", None, None),
        ("x", "x", None, None),
    )

    kty: str
    """Key type, `OKP`."""

    crv: str
    """Curve, `Ed25519`."""

    x: str
    """The key, 32 bytes in base64url."""


class Confirmation(Record):
    """Wraps a key as RFC 7800 §3.2 does."""

    __match_args__ = (
        "jwk",
    )
    __slots__ = __match_args__
    _members = (
        ("jwk", "jwk", Jwk, None),
    )

    jwk: Jwk
    """The key."""


class AssessmentReport(Record):
    """The envelope as it stands in JSON."""

    __match_args__ = (
        "iss",
        "sub",
        "jti",
        "iat",
        "vct",
        "status",
        "report",
        "cnf",
        "exp",
    )
    __slots__ = __match_args__
    _members = (
        ("iss", "iss", None, None),
        ("sub", "sub", None, None),
        ("jti", "jti", None, None),
        ("iat", "iat", None, None),
        ("vct", "vct", None, None),
        ("status", "status", Status, None),
        ("report", "report", AssessmentBody, None),
        ("cnf", "cnf", Confirmation, None),
        ("exp", "exp", None, None),
    )

    iss: str
    """The issuer: an entity of the trust list."""

    sub: str
    """The facility, as the issuer names it."""

    jti: str
    """The report: a random UUID as a URN, the same in every revision."""

    iat: int
    """When it was signed: seconds since 1970, UTC."""

    vct: Literal["https://schemas.betterwork.org/assessment-report/1"]
    """The kind of document and its major version."""

    status: Status
    """Where its status stands."""

    report: AssessmentBody
    """What the report says."""

    cnf: Confirmation | None
    """The facility's key, for its replies."""

    exp: int | None
    """The end of the reliance period, if the programme sets one: seconds since 1970, UTC."""


class ReportWarning(Record):
    """Something worth knowing that is no reason to refuse a report."""

    __match_args__ = (
        "code",
        "path",
        "message",
    )
    __slots__ = __match_args__
    _members = (
        ("code", "code", None, None),
        ("path", "path", None, None),
        ("message", "message", None, None),
    )

    code: str
    """A stable code: `identifier_format`, `identifier_checksum`."""

    path: str
    """The member that is meant."""

    message: str
    """What is unusual about it."""


class VerificationResult(Record):
    """A report that was verified, with a separate answer to each question; nothing else makes one.

    Serialised, it is the verification result of `schemas/`.
    """

    __match_args__ = (
        "digest",
        "signer",
        "standing",
        "age",
        "disclosure",
        "publication",
        "against",
        "verified_at",
        "document",
        "warnings",
    )
    __slots__ = __match_args__
    _members = (
        ("digest", "digest", None, None),
        ("signer", "signer", Signer, None),
        ("standing", "standing", Standing, None),
        ("age", "age", Age, None),
        ("disclosure", "disclosure", Disclosure, None),
        ("publication", "publication", PublicationState, None),
        ("against", "against", Against, None),
        ("verified_at", "verified_at", instant, None),
        ("document", "document", AssessmentReport, None),
        ("warnings", "warnings", many(ReportWarning), None),
    )

    digest: str
    """SHA-256 over the signing input: the report's identity, the same for every view."""

    signer: Signer

    standing: Standing

    age: Age

    disclosure: Disclosure

    publication: PublicationState

    against: Against
    """The lists on which the answers rest."""

    verified_at: datetime.datetime
    """The instant for which the answers hold, RFC 3339."""

    document: AssessmentReport
    """The report with its envelope: what may be seen of it."""

    warnings: tuple[ReportWarning, ...] | None
    """What is worth knowing but no reason to refuse the report."""


class About(Record):
    """One revision of one report, by its digest."""

    __match_args__ = (
        "jti",
        "revision",
        "digest",
    )
    __slots__ = __match_args__
    _members = (
        ("jti", "jti", None, None),
        ("revision", "revision", None, None),
        ("digest", "digest", None, None),
    )

    jti: str
    """The report's `jti`."""

    revision: int
    """Its revision."""

    digest: str
    """Its digest."""


class Remediation(Record):
    """What became of one publicly reported finding."""

    __match_args__ = (
        "question",
        "result",
        "on",
    )
    __slots__ = __match_args__
    _members = (
        ("question", "question", None, None),
        ("result", "result", None, None),
        ("on", "on", day, None),
    )

    question: str
    """Id of the question in the national tool."""

    result: str
    """What became of it."""

    on: datetime.date | None
    """The day on which that was claimed or seen."""


class ProgressBody(Record):
    """What a progress report says."""

    __match_args__ = (
        "version",
        "must_understand",
        "revision",
        "language",
        "publication",
        "about",
        "number",
        "reported_on",
        "improvement_plan",
        "remediation",
        "social_dialogue",
        "supersedes",
        "training",
    )
    __slots__ = __match_args__
    _members = (
        ("version", "version", None, None),
        ("must_understand", "must_understand", many(None), None),
        ("revision", "revision", None, None),
        ("language", "language", None, None),
        ("publication", "publication", Publication, None),
        ("about", "about", About, None),
        ("number", "number", None, None),
        ("reported_on", "reported_on", day, None),
        ("improvement_plan", "improvement_plan", many(ImprovementItem), None),
        ("remediation", "remediation", many(Remediation), ()),
        ("social_dialogue", "social_dialogue", SocialDialogue, None),
        ("supersedes", "supersedes", None, None),
        ("training", "training", many(TrainingItem), None),
    )

    version: str
    """Version of the format, `major.minor`."""

    must_understand: tuple[str, ...]
    """Extensions that a reader must know to read this report rightly."""

    revision: int
    """1, and one more with every correction."""

    language: str
    """The language in which it is written, a BCP 47 tag."""

    publication: Publication
    """Whether and from when it may be shown publicly."""

    about: About
    """The assessment report whose findings it follows up."""

    number: int
    """1 for the first progress report of the cycle, 2 for the second."""

    reported_on: datetime.date
    """The day to which it refers."""

    improvement_plan: tuple[ImprovementItem, ...] | None
    """What the factory does about its findings."""

    remediation: tuple[Remediation, ...]
    """What became of publicly reported findings."""

    social_dialogue: SocialDialogue | None
    """How management and workers talk to each other."""

    supersedes: str | None
    """Digest of the revision before; exactly where `revision` is above 1."""

    training: tuple[TrainingItem, ...] | None
    """The training that was held."""


class ProgressReport(Record):
    """The envelope as it stands in JSON."""

    __match_args__ = (
        "iss",
        "sub",
        "jti",
        "iat",
        "vct",
        "status",
        "report",
        "cnf",
        "exp",
    )
    __slots__ = __match_args__
    _members = (
        ("iss", "iss", None, None),
        ("sub", "sub", None, None),
        ("jti", "jti", None, None),
        ("iat", "iat", None, None),
        ("vct", "vct", None, None),
        ("status", "status", Status, None),
        ("report", "report", ProgressBody, None),
        ("cnf", "cnf", Confirmation, None),
        ("exp", "exp", None, None),
    )

    iss: str
    """The issuer: an entity of the trust list."""

    sub: str
    """The facility, as the issuer names it."""

    jti: str
    """The report: a random UUID as a URN, the same in every revision."""

    iat: int
    """When it was signed: seconds since 1970, UTC."""

    vct: Literal["https://schemas.betterwork.org/progress-report/1"]
    """The kind of document and its major version."""

    status: Status
    """Where its status stands."""

    report: ProgressBody
    """What the report says."""

    cnf: Confirmation | None
    """The facility's key, for its replies."""

    exp: int | None
    """The end of the reliance period, if the programme sets one: seconds since 1970, UTC."""


class Consent(Record):
    """What a consent allows."""

    __match_args__ = (
        "subscriber",
        "view",
    )
    __slots__ = __match_args__
    _members = (
        ("subscriber", "subscriber", None, None),
        ("view", "view", None, None),
    )

    subscriber: str
    """The subscriber who may see it."""

    view: str
    """The view: `full` or `public`."""


class Statement(Record):
    """The payload of a statement about a report."""

    __match_args__ = (
        "iss",
        "iat",
        "jti",
        "about",
        "kind",
        "body",
        "question",
    )
    __slots__ = __match_args__
    _members = (
        ("iss", "iss", None, None),
        ("iat", "iat", None, None),
        ("jti", "jti", None, None),
        ("about", "about", About, None),
        ("kind", "kind", None, None),
        ("body", "body", words(Consent, LanguageMap), None),
        ("question", "question", None, None),
    )

    iss: str
    """Who says it: the report's `sub`, or an entity of the trust list."""

    iat: int
    """When it was signed."""

    jti: str
    """The statement: a random UUID as a URN."""

    about: About
    """The report."""

    kind: str
    """What it does."""

    body: Consent | LanguageMap
    """What is said."""

    question: str | None
    """The finding that is meant, by its question; the report as a whole where absent."""


class FindingDecision(Record):
    """A finding that is not compliant, and what it means."""

    __match_args__ = (
        "path",
        "compliance_point",
        "question",
        "outcome",
        "reason",
        "progress",
        "rule",
    )
    __slots__ = __match_args__
    _members = (
        ("path", "path", None, None),
        ("compliance_point", "compliance_point", None, None),
        ("question", "question", None, None),
        ("outcome", "outcome", None, None),
        ("reason", "reason", None, None),
        ("progress", "progress", None, None),
        ("rule", "rule", None, None),
    )

    path: str
    """A JSON Pointer into the report's payload, all of it disclosed."""

    compliance_point: str
    """The point, `cluster/point`."""

    question: str
    """The question of the national tool."""

    outcome: Literal["accept", "top_up", "follow_up", "full_audit"]
    """What follows from it."""

    reason: Literal["accepted", "no_report", "issuer_not_accepted", "country_not_accepted", "test_data", "standing_not_accepted", "status_too_old", "lapsed", "too_old", "within_grace", "not_later_than_blocking", "disclosure_insufficient", "announced_visit", "too_few_person_days", "no_worker_interviews", "no_union_interviews", "not_stated", "compliant", "not_applicable", "non_compliance_accepted", "remediation_verified", "non_compliance", "blocking_non_compliance", "zero_tolerance", "withheld", "not_assessed", "not_in_report", "not_covered", "partly_covered", "out_of_scope"]
    """Why."""

    progress: str | None
    """What the newest progress report says of it."""

    rule: str | None
    """The rule that fired: a JSON Pointer into the policy."""


class TopUp(Record):
    """Something that a short visit would have to look at."""

    __match_args__ = (
        "reason",
        "compliance_point",
        "questions",
    )
    __slots__ = __match_args__
    _members = (
        ("reason", "reason", None, None),
        ("compliance_point", "compliance_point", None, None),
        ("questions", "questions", many(None), ()),
    )

    reason: Literal["accepted", "no_report", "issuer_not_accepted", "country_not_accepted", "test_data", "standing_not_accepted", "status_too_old", "lapsed", "too_old", "within_grace", "not_later_than_blocking", "disclosure_insufficient", "announced_visit", "too_few_person_days", "no_worker_interviews", "no_union_interviews", "not_stated", "compliant", "not_applicable", "non_compliance_accepted", "remediation_verified", "non_compliance", "blocking_non_compliance", "zero_tolerance", "withheld", "not_assessed", "not_in_report", "not_covered", "partly_covered", "out_of_scope"]
    """Why."""

    compliance_point: str | None
    """The point, `cluster/point`; absent where it is the clause itself."""

    questions: tuple[str, ...]
    """The questions; all of the point where there are none."""


class ClauseDecision(Record):
    """What follows for one clause."""

    __match_args__ = (
        "clause",
        "coverage",
        "outcome",
        "reason",
        "findings",
        "points",
        "rule",
        "top_up",
    )
    __slots__ = __match_args__
    _members = (
        ("clause", "clause", None, None),
        ("coverage", "coverage", None, None),
        ("outcome", "outcome", None, None),
        ("reason", "reason", None, None),
        ("findings", "findings", many(FindingDecision), ()),
        ("points", "points", many(None), ()),
        ("rule", "rule", None, None),
        ("top_up", "top_up", many(TopUp), ()),
    )

    clause: str
    """The clause."""

    coverage: Literal["full", "partial", "none"]
    """How much of it an assessment answers."""

    outcome: Literal["accept", "top_up", "follow_up", "full_audit"]
    """What follows."""

    reason: Literal["accepted", "no_report", "issuer_not_accepted", "country_not_accepted", "test_data", "standing_not_accepted", "status_too_old", "lapsed", "too_old", "within_grace", "not_later_than_blocking", "disclosure_insufficient", "announced_visit", "too_few_person_days", "no_worker_interviews", "no_union_interviews", "not_stated", "compliant", "not_applicable", "non_compliance_accepted", "remediation_verified", "non_compliance", "blocking_non_compliance", "zero_tolerance", "withheld", "not_assessed", "not_in_report", "not_covered", "partly_covered", "out_of_scope"]
    """Why."""

    findings: tuple[FindingDecision, ...]
    """The findings that are not compliant, and what each means."""

    points: tuple[str, ...]
    """The compliance points on which it rests: JSON Pointers into the report's payload."""

    rule: str | None
    """The rule that fired: a JSON Pointer into the policy."""

    top_up: tuple[TopUp, ...]
    """What a short visit would have to look at."""


class Inputs(Record):
    """The digests of everything that a decision took into account."""

    __match_args__ = (
        "policy",
        "crosswalk",
        "last_blocking_on",
        "progress_reports",
        "report",
        "statements",
        "status_list",
        "trust_list",
    )
    __slots__ = __match_args__
    _members = (
        ("policy", "policy", None, None),
        ("crosswalk", "crosswalk", None, None),
        ("last_blocking_on", "last_blocking_on", day, None),
        ("progress_reports", "progress_reports", many(None), ()),
        ("report", "report", None, None),
        ("statements", "statements", many(None), ()),
        ("status_list", "status_list", None, None),
        ("trust_list", "trust_list", None, None),
    )

    policy: str
    """The policy: SHA-256 over its bytes."""

    crosswalk: str
    """The crosswalk: SHA-256 over its bytes."""

    last_blocking_on: datetime.date | None
    """The day of the last assessment that blocked the factory."""

    progress_reports: tuple[str, ...]
    """The progress reports, sorted."""

    report: str | None
    """The report: SHA-256 over its signing input."""

    statements: tuple[str, ...]
    """The statements, sorted."""

    status_list: str | None
    """The status list."""

    trust_list: str | None
    """The trust list."""


class ReasonItem(Record):
    """Something that holds for the report as a whole."""

    __match_args__ = (
        "outcome",
        "reason",
        "found",
        "rule",
    )
    __slots__ = __match_args__
    _members = (
        ("outcome", "outcome", None, None),
        ("reason", "reason", None, None),
        ("found", "found", None, None),
        ("rule", "rule", None, None),
    )

    outcome: Literal["accept", "top_up", "follow_up", "full_audit"]
    """What follows from it."""

    reason: Literal["accepted", "no_report", "issuer_not_accepted", "country_not_accepted", "test_data", "standing_not_accepted", "status_too_old", "lapsed", "too_old", "within_grace", "not_later_than_blocking", "disclosure_insufficient", "announced_visit", "too_few_person_days", "no_worker_interviews", "no_union_interviews", "not_stated", "compliant", "not_applicable", "non_compliance_accepted", "remediation_verified", "non_compliance", "blocking_non_compliance", "zero_tolerance", "withheld", "not_assessed", "not_in_report", "not_covered", "partly_covered", "out_of_scope"]
    """What it is."""

    found: str | None
    """What was found, such as a number of days."""

    rule: str | None
    """The rule that fired: a JSON Pointer into the policy."""


class JudgedReport(Record):
    """The report on which a decision rests."""

    __match_args__ = (
        "iss",
        "sub",
        "jti",
        "revision",
        "facility_name",
        "facility_country",
        "started_on",
        "age_days",
        "standing",
        "findings_withheld_count",
        "members_withheld_count",
    )
    __slots__ = __match_args__
    _members = (
        ("iss", "iss", None, None),
        ("sub", "sub", None, None),
        ("jti", "jti", None, None),
        ("revision", "revision", None, None),
        ("facility_name", "facility_name", None, None),
        ("facility_country", "facility_country", None, None),
        ("started_on", "started_on", day, None),
        ("age_days", "age_days", None, None),
        ("standing", "standing", None, None),
        ("findings_withheld_count", "findings_withheld_count", None, None),
        ("members_withheld_count", "members_withheld_count", None, None),
    )

    iss: str
    """Its issuer."""

    sub: str
    """The facility, as the issuer names it."""

    jti: str
    """The report's id."""

    revision: int
    """Its revision."""

    facility_name: str
    """The facility's name."""

    facility_country: str
    """The facility's country."""

    started_on: datetime.date
    """First day of the visit."""

    age_days: int
    """Days since the visit."""

    standing: str
    """Whether it still stands."""

    findings_withheld_count: int
    """How many findings its view withholds: every view of a report has the same digest."""

    members_withheld_count: int
    """How many members it withholds."""


class Decision(Record):
    """A decision, in full."""

    __match_args__ = (
        "schema",
        "outcome",
        "reason",
        "decided_at",
        "clauses",
        "inputs",
        "next_change_at",
        "next_change_reason",
        "outside",
        "reasons",
        "report",
        "rule",
    )
    __slots__ = __match_args__
    _members = (
        ("schema", "schema", None, None),
        ("outcome", "outcome", None, None),
        ("reason", "reason", None, None),
        ("decided_at", "decided_at", None, None),
        ("clauses", "clauses", many(ClauseDecision), None),
        ("inputs", "inputs", Inputs, None),
        ("next_change_at", "next_change_at", None, None),
        ("next_change_reason", "next_change_reason", None, None),
        ("outside", "outside", many(FindingDecision), ()),
        ("reasons", "reasons", many(ReasonItem), ()),
        ("report", "report", JudgedReport, None),
        ("rule", "rule", None, None),
    )

    schema: str
    """What kind of document this is, and its version: `https://schemas.betterwork.org/decision/1`."""

    outcome: Literal["accept", "top_up", "follow_up", "full_audit"]
    """The answer."""

    reason: Literal["accepted", "no_report", "issuer_not_accepted", "country_not_accepted", "test_data", "standing_not_accepted", "status_too_old", "lapsed", "too_old", "within_grace", "not_later_than_blocking", "disclosure_insufficient", "announced_visit", "too_few_person_days", "no_worker_interviews", "no_union_interviews", "not_stated", "compliant", "not_applicable", "non_compliance_accepted", "remediation_verified", "non_compliance", "blocking_non_compliance", "zero_tolerance", "withheld", "not_assessed", "not_in_report", "not_covered", "partly_covered", "out_of_scope"]
    """Why: the first of the strictest reasons."""

    decided_at: str
    """The instant for which it was decided, RFC 3339."""

    clauses: tuple[ClauseDecision, ...]
    """Every clause of the code of conduct, in its order."""

    inputs: Inputs
    """The digests of everything that was taken into account."""

    next_change_at: str | None
    """When time alone may change the answer, RFC 3339; absent where it cannot."""

    next_change_reason: Literal["accepted", "no_report", "issuer_not_accepted", "country_not_accepted", "test_data", "standing_not_accepted", "status_too_old", "lapsed", "too_old", "within_grace", "not_later_than_blocking", "disclosure_insufficient", "announced_visit", "too_few_person_days", "no_worker_interviews", "no_union_interviews", "not_stated", "compliant", "not_applicable", "non_compliance_accepted", "remediation_verified", "non_compliance", "blocking_non_compliance", "zero_tolerance", "withheld", "not_assessed", "not_in_report", "not_covered", "partly_covered", "out_of_scope"] | None
    """Why it may then change."""

    outside: tuple[FindingDecision, ...]
    """Non-compliances that no clause names and a rule of the policy does."""

    reasons: tuple[ReasonItem, ...]
    """What speaks against the report as a whole, and notes on it."""

    report: JudgedReport | None
    """The report on which it rests."""

    rule: str | None
    """The rule that fired: a JSON Pointer (RFC 6901) into the policy."""


class Side(Record):
    """One of the two reports."""

    __match_args__ = (
        "digest",
        "jti",
        "revision",
        "assessment_id",
        "cycle",
        "started_on",
        "tool_id",
        "tool_version",
        "standing",
        "findings_withheld_count",
    )
    __slots__ = __match_args__
    _members = (
        ("digest", "digest", None, None),
        ("jti", "jti", None, None),
        ("revision", "revision", None, None),
        ("assessment_id", "assessment_id", None, None),
        ("cycle", "cycle", None, None),
        ("started_on", "started_on", day, None),
        ("tool_id", "tool_id", None, None),
        ("tool_version", "tool_version", None, None),
        ("standing", "standing", None, None),
        ("findings_withheld_count", "findings_withheld_count", None, None),
    )

    digest: str

    jti: str

    revision: int

    assessment_id: str

    cycle: int

    started_on: datetime.date

    tool_id: str

    tool_version: str

    standing: Literal["valid", "superseded", "revoked", "suspended", "unknown"]

    findings_withheld_count: int
    """How many findings are withheld: of them nothing can be said."""


class ChangeCounts(Record):
    """How many questions there are of each kind."""

    __match_args__ = (
        "new_count",
        "persistent_count",
        "remediated_count",
        "question_changed_count",
        "added_count",
        "gone_count",
        "not_comparable_count",
        "still_compliant_count",
    )
    __slots__ = __match_args__
    _members = (
        ("new_count", "new_count", None, None),
        ("persistent_count", "persistent_count", None, None),
        ("remediated_count", "remediated_count", None, None),
        ("question_changed_count", "question_changed_count", None, None),
        ("added_count", "added_count", None, None),
        ("gone_count", "gone_count", None, None),
        ("not_comparable_count", "not_comparable_count", None, None),
        ("still_compliant_count", "still_compliant_count", None, None),
    )

    new_count: int

    persistent_count: int

    remediated_count: int

    question_changed_count: int

    added_count: int

    gone_count: int

    not_comparable_count: int

    still_compliant_count: int


class Change(Record):
    """A question and what became of it. The names are those of the later report where it asks the question."""

    __match_args__ = (
        "change",
        "cluster",
        "compliance_point",
        "question",
        "text",
        "is_public",
        "cycles_count",
        "earlier_question",
        "earlier_result",
        "earlier_text",
        "global_question",
        "later_result",
        "matched_by",
        "reason",
        "since_cycle",
    )
    __slots__ = __match_args__
    _members = (
        ("change", "change", None, None),
        ("cluster", "cluster", None, None),
        ("compliance_point", "compliance_point", None, None),
        ("question", "question", None, None),
        ("text", "text", None, None),
        ("is_public", "is_public", None, None),
        ("cycles_count", "cycles_count", None, None),
        ("earlier_question", "earlier_question", None, None),
        ("earlier_result", "earlier_result", None, None),
        ("earlier_text", "earlier_text", None, None),
        ("global_question", "global_question", None, None),
        ("later_result", "later_result", None, None),
        ("matched_by", "matched_by", None, None),
        ("reason", "reason", None, None),
        ("since_cycle", "since_cycle", None, None),
    )

    change: Literal["new", "persistent", "remediated", "question_changed", "added", "gone", "not_comparable", "still_compliant"]

    cluster: str

    compliance_point: str

    question: str

    text: str

    is_public: bool
    """Whether the later report discloses it publicly, or the earlier one where the later does not show it."""

    cycles_count: int | None
    """Of a persistent one: in how many reports in a row, the later one among them."""

    earlier_question: str | None
    """Its id in the earlier report, where that is another."""

    earlier_result: str | None

    earlier_text: str | None
    """Its text in the earlier report, where that asks something else."""

    global_question: str | None

    later_result: str | None

    matched_by: Literal["question", "global_question"] | None

    reason: Literal["withheld", "not_assessed", "not_applicable", "unknown_code", "ambiguous"] | None

    since_cycle: int | None
    """Of a persistent one: the cycle since which every report that was compared has it."""


class Diff(Record):
    """The difference between two assessments of one facility."""

    __match_args__ = (
        "iss",
        "sub",
        "facility_name",
        "facility_country",
        "is_test",
        "earlier",
        "later",
        "counts",
        "changes",
    )
    __slots__ = __match_args__
    _members = (
        ("iss", "iss", None, None),
        ("sub", "sub", None, None),
        ("facility_name", "facility_name", None, None),
        ("facility_country", "facility_country", None, None),
        ("is_test", "is_test", None, None),
        ("earlier", "earlier", Side, None),
        ("later", "later", Side, None),
        ("counts", "counts", ChangeCounts, None),
        ("changes", "changes", many(Change), None),
    )

    iss: str
    """The issuer."""

    sub: str
    """The facility, as its issuer names it."""

    facility_name: str
    """Its name in the later report."""

    facility_country: str
    """Its country."""

    is_test: bool
    """Whether a report is test data."""

    earlier: Side
    """The earlier report."""

    later: Side
    """The later report."""

    counts: ChangeCounts
    """How many questions there are of each kind."""

    changes: tuple[Change, ...]
    """The questions by kind, those that are still compliant aside."""


class Scope(Record):
    """Which assessments count, and how they are divided into groups; by default all of them, in one group."""

    __match_args__ = (
        "by",
        "country",
        "cycle",
        "from_on",
        "panel",
        "to_on",
    )
    __slots__ = __match_args__
    _members = (
        ("by", "by", None, None),
        ("country", "country", None, None),
        ("cycle", "cycle", None, None),
        ("from_on", "from_on", day, None),
        ("panel", "panel", None, None),
        ("to_on", "to_on", day, None),
    )

    by: Literal["country", "cycle", "tool_version", "year"] | None
    """By what the assessments are divided."""

    country: str | None
    """Only factories in this country (ISO 3166-1 alpha-2)."""

    cycle: int | None
    """Only assessments of this cycle."""

    from_on: datetime.date | None
    """Only assessments that started on this day or later."""

    panel: int | None
    """Only the panel: factories with at least so many cycles among the assessments that the other members let through."""

    to_on: datetime.date | None
    """Only assessments that started on this day or earlier."""


class ReportCounts(Record):
    """What became of the reports that were given."""

    __match_args__ = (
        "given_count",
        "copies_count",
        "lower_revisions_count",
        "revoked_count",
        "outside_scope_count",
        "earlier_assessments_count",
        "counted_count",
        "suspended_count",
        "test_count",
    )
    __slots__ = __match_args__
    _members = (
        ("given_count", "given_count", None, None),
        ("copies_count", "copies_count", None, None),
        ("lower_revisions_count", "lower_revisions_count", None, None),
        ("revoked_count", "revoked_count", None, None),
        ("outside_scope_count", "outside_scope_count", None, None),
        ("earlier_assessments_count", "earlier_assessments_count", None, None),
        ("counted_count", "counted_count", None, None),
        ("suspended_count", "suspended_count", None, None),
        ("test_count", "test_count", None, None),
    )

    given_count: int
    """How many reports were given."""

    copies_count: int
    """Left out: other copies of a report."""

    lower_revisions_count: int
    """Left out: a higher revision of the same report is there."""

    revoked_count: int
    """Left out: revoked."""

    outside_scope_count: int
    """Left out: not of the window, country or cycle, or not of the panel."""

    earlier_assessments_count: int
    """Left out: the factory has a later assessment in the same group."""

    counted_count: int
    """Counted."""

    suspended_count: int
    """Counted, while suspended: not to be relied on for now."""

    test_count: int
    """Counted, and test data."""


class Rate(Record):
    """A rate as counts: certain, possible, and of how many."""

    __match_args__ = (
        "non_compliant_count",
        "highest_non_compliant_count",
        "total_count",
        "withheld_count",
        "not_assessed_count",
    )
    __slots__ = __match_args__
    _members = (
        ("non_compliant_count", "non_compliant_count", None, None),
        ("highest_non_compliant_count", "highest_non_compliant_count", None, None),
        ("total_count", "total_count", None, None),
        ("withheld_count", "withheld_count", None, None),
        ("not_assessed_count", "not_assessed_count", None, None),
    )

    non_compliant_count: int
    """The numerator: what is visibly non-compliant."""

    highest_non_compliant_count: int
    """The highest numerator possible: what is not visible or not known taken as non-compliant."""

    total_count: int
    """The denominator."""

    withheld_count: int
    """How many of the total are not known because findings are withheld."""

    not_assessed_count: int
    """How many of the total are not known because something was not assessed, or has a code that this version does not know."""


class ClusterRate(Record):
    """Non-compliant points of a cluster over all assessments, of its points assessed."""

    __match_args__ = (
        "cluster",
        "non_compliant_count",
        "highest_non_compliant_count",
        "total_count",
        "withheld_count",
        "not_assessed_count",
    )
    __slots__ = __match_args__
    _members = (
        ("cluster", "cluster", None, None),
        ("non_compliant_count", "non_compliant_count", None, None),
        ("highest_non_compliant_count", "highest_non_compliant_count", None, None),
        ("total_count", "total_count", None, None),
        ("withheld_count", "withheld_count", None, None),
        ("not_assessed_count", "not_assessed_count", None, None),
    )

    cluster: str

    non_compliant_count: int
    """The numerator: what is visibly non-compliant."""

    highest_non_compliant_count: int
    """The highest numerator possible: what is not visible or not known taken as non-compliant."""

    total_count: int
    """The denominator."""

    withheld_count: int
    """How many of the total are not known because findings are withheld."""

    not_assessed_count: int
    """How many of the total are not known because something was not assessed, or has a code that this version does not know."""


class PointRate(Record):
    """Assessments non-compliant at a point, of those that carry it."""

    __match_args__ = (
        "cluster",
        "compliance_point",
        "non_compliant_count",
        "highest_non_compliant_count",
        "total_count",
        "withheld_count",
        "not_assessed_count",
        "no_result_count",
    )
    __slots__ = __match_args__
    _members = (
        ("cluster", "cluster", None, None),
        ("compliance_point", "compliance_point", None, None),
        ("non_compliant_count", "non_compliant_count", None, None),
        ("highest_non_compliant_count", "highest_non_compliant_count", None, None),
        ("total_count", "total_count", None, None),
        ("withheld_count", "withheld_count", None, None),
        ("not_assessed_count", "not_assessed_count", None, None),
        ("no_result_count", "no_result_count", None, None),
    )

    cluster: str

    compliance_point: str

    non_compliant_count: int
    """The numerator: what is visibly non-compliant."""

    highest_non_compliant_count: int
    """The highest numerator possible: what is not visible or not known taken as non-compliant."""

    total_count: int
    """The denominator."""

    withheld_count: int
    """How many of the total are not known because findings are withheld."""

    not_assessed_count: int
    """How many of the total are not known because something was not assessed, or has a code that this version does not know."""

    no_result_count: int
    """How many carry the point without a result: facts alone, or nothing applies."""


class FactoryRate(Record):
    """Points of one assessment that are non-compliant, of its points assessed."""

    __match_args__ = (
        "iss",
        "sub",
        "facility_name",
        "assessment_id",
        "cycle",
        "started_on",
        "digest",
        "non_compliant_count",
        "highest_non_compliant_count",
        "total_count",
        "withheld_count",
        "not_assessed_count",
    )
    __slots__ = __match_args__
    _members = (
        ("iss", "iss", None, None),
        ("sub", "sub", None, None),
        ("facility_name", "facility_name", None, None),
        ("assessment_id", "assessment_id", None, None),
        ("cycle", "cycle", None, None),
        ("started_on", "started_on", day, None),
        ("digest", "digest", None, None),
        ("non_compliant_count", "non_compliant_count", None, None),
        ("highest_non_compliant_count", "highest_non_compliant_count", None, None),
        ("total_count", "total_count", None, None),
        ("withheld_count", "withheld_count", None, None),
        ("not_assessed_count", "not_assessed_count", None, None),
    )

    iss: str

    sub: str

    facility_name: str

    assessment_id: str

    cycle: int

    started_on: datetime.date

    digest: str

    non_compliant_count: int
    """The numerator: what is visibly non-compliant."""

    highest_non_compliant_count: int
    """The highest numerator possible: what is not visible or not known taken as non-compliant."""

    total_count: int
    """The denominator."""

    withheld_count: int
    """How many of the total are not known because findings are withheld."""

    not_assessed_count: int
    """How many of the total are not known because something was not assessed, or has a code that this version does not know."""


class QuestionRate(Record):
    """Assessments with a finding, of those that carry the question."""

    __match_args__ = (
        "tool_id",
        "cluster",
        "compliance_point",
        "question",
        "text",
        "non_compliant_count",
        "highest_non_compliant_count",
        "total_count",
        "withheld_count",
        "not_assessed_count",
        "not_applicable_count",
        "public_count",
        "public_non_compliant_count",
        "global_question",
    )
    __slots__ = __match_args__
    _members = (
        ("tool_id", "tool_id", None, None),
        ("cluster", "cluster", None, None),
        ("compliance_point", "compliance_point", None, None),
        ("question", "question", None, None),
        ("text", "text", None, None),
        ("non_compliant_count", "non_compliant_count", None, None),
        ("highest_non_compliant_count", "highest_non_compliant_count", None, None),
        ("total_count", "total_count", None, None),
        ("withheld_count", "withheld_count", None, None),
        ("not_assessed_count", "not_assessed_count", None, None),
        ("not_applicable_count", "not_applicable_count", None, None),
        ("public_count", "public_count", None, None),
        ("public_non_compliant_count", "public_non_compliant_count", None, None),
        ("global_question", "global_question", None, None),
    )

    tool_id: str

    cluster: str

    compliance_point: str

    question: str

    text: str

    non_compliant_count: int
    """The numerator: what is visibly non-compliant."""

    highest_non_compliant_count: int
    """The highest numerator possible: what is not visible or not known taken as non-compliant."""

    total_count: int
    """The denominator."""

    withheld_count: int
    """How many of the total are not known because findings are withheld."""

    not_assessed_count: int
    """How many of the total are not known because something was not assessed, or has a code that this version does not know."""

    not_applicable_count: int
    """To how many factories the question does not apply; they are in the total, for they carry it."""

    public_count: int
    """In how many assessments it is publicly disclosed."""

    public_non_compliant_count: int
    """In how many of these it is non-compliant."""

    global_question: str | None


class Group(Record):
    """The rates of one group of assessments."""

    __match_args__ = (
        "factories_count",
        "first_on",
        "last_on",
        "partial_count",
        "findings_withheld_count",
        "all_points",
        "clusters",
        "points",
        "factories",
        "is_whole_panel",
        "key",
        "questions",
    )
    __slots__ = __match_args__
    _members = (
        ("factories_count", "factories_count", None, None),
        ("first_on", "first_on", day, None),
        ("last_on", "last_on", day, None),
        ("partial_count", "partial_count", None, None),
        ("findings_withheld_count", "findings_withheld_count", None, None),
        ("all_points", "all_points", Rate, None),
        ("clusters", "clusters", many(ClusterRate), None),
        ("points", "points", many(PointRate), None),
        ("factories", "factories", many(FactoryRate), None),
        ("is_whole_panel", "is_whole_panel", None, None),
        ("key", "key", None, None),
        ("questions", "questions", many(QuestionRate), None),
    )

    factories_count: int
    """How many factories, and so how many assessments, are counted."""

    first_on: datetime.date
    """The first and the last day on which one of the assessments started."""

    last_on: datetime.date
    """See `first_on`."""

    partial_count: int
    """How many of the assessments are shown in part."""

    findings_withheld_count: int
    """How many findings they withhold."""

    all_points: Rate
    """Non-compliant points of all assessments, of all points assessed."""

    clusters: tuple[ClusterRate, ...]
    """The same by cluster, in the order of the taxonomy."""

    points: tuple[PointRate, ...]
    """Point rates, in the order of the taxonomy."""

    factories: tuple[FactoryRate, ...]
    """Factory rates, by facility."""

    is_whole_panel: bool | None
    """Whether every factory of the panel is among them; only then two groups compare the same factories."""

    key: str | None
    """The country, cycle, year, or the questionnaire's id and version."""

    questions: tuple[QuestionRate, ...] | None
    """Question rates, by questionnaire and point; empty where findings were not looked at."""


class Panel(Record):
    """The factories with at least so many cycles."""

    __match_args__ = (
        "cycles_count",
        "factories_count",
    )
    __slots__ = __match_args__
    _members = (
        ("cycles_count", "cycles_count", None, None),
        ("factories_count", "factories_count", None, None),
    )

    cycles_count: int
    """At least so many."""

    factories_count: int
    """How many factories have them."""


class Rates(Record):
    """Rates over the assessments of a scope."""

    __match_args__ = (
        "scope",
        "reports",
        "groups",
        "panel",
    )
    __slots__ = __match_args__
    _members = (
        ("scope", "scope", Scope, None),
        ("reports", "reports", ReportCounts, None),
        ("groups", "groups", many(Group), None),
        ("panel", "panel", Panel, None),
    )

    scope: Scope
    """What was asked for."""

    reports: ReportCounts
    """What became of the reports that were given."""

    groups: tuple[Group, ...]
    """The groups in their order; one without a `key` where nothing was divided."""

    panel: Panel | None
    """The panel, where one was asked for."""


class Root(Record):
    """The root: keys, and how many of them must sign a trust list."""

    __match_args__ = (
        "keys",
        "threshold",
    )
    __slots__ = __match_args__
    _members = (
        ("keys", "keys", many(Jwk), None),
        ("threshold", "threshold", None, None),
    )

    keys: tuple[Jwk, ...]
    """The keys."""

    threshold: int
    """How many different ones must sign."""
