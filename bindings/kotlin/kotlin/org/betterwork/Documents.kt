// Classes of the documents. Generated from schemas/ by `cargo xtask gen`; do not edit.
package org.betterwork

import java.time.Instant
import java.time.LocalDate

/** Who signed a report. */
public data class Signer(
    /** The entity of the trust list, the report's `iss`. */
    val entity: String,
    /** Its name. */
    val name: String,
    /** What it is: `programme`. */
    val role: String,
    /** The key, by its RFC 7638 thumbprint. */
    val kid: String,
    /** Whether the key is in use: `active` or `retired`. */
    val keyState: String,
    /** Whether the trust list is a test list; then the report is test data, and must be shown as such. */
    val test: Boolean,
)

internal fun JsonReader.readSigner(): Signer {
    var entity: String? = null
    var name: String? = null
    var role: String? = null
    var kid: String? = null
    var keyState: String? = null
    var test: Boolean? = null
    open()
    while (next()) {
        when (nameHash) {
            -1298275357 -> if (isNamed("entity")) entity = text() else skip()
            3373707 -> if (isNamed("name")) name = text() else skip()
            3506294 -> if (isNamed("role")) role = text() else skip()
            106182 -> if (isNamed("kid")) kid = text() else skip()
            -1645591887 -> if (isNamed("key_state")) keyState = text() else skip()
            3556498 -> if (isNamed("test")) test = boolean() else skip()
            else -> skip()
        }
    }
    return Signer(
        entity ?: missing("entity"),
        name ?: missing("name"),
        role ?: missing("role"),
        kid ?: missing("kid"),
        keyState ?: missing("key_state"),
        test ?: missing("test"),
    )
}

/** Whether a report still stands. */
public class StandingValue private constructor(code: String) : Code(code) {
    public companion object : Codes<StandingValue>() {
        /** It stands. */
        @JvmField public val VALID: StandingValue = StandingValue("valid")

        /** A correction or a later assessment took its place. */
        @JvmField public val SUPERSEDED: StandingValue = StandingValue("superseded")

        /** It was taken back. */
        @JvmField public val REVOKED: StandingValue = StandingValue("revoked")

        /** It is not to be relied on for now. */
        @JvmField public val SUSPENDED: StandingValue = StandingValue("suspended")

        /** Nobody here can say. */
        @JvmField public val UNKNOWN: StandingValue = StandingValue("unknown")

        override val known: List<StandingValue> = listOf(VALID, SUPERSEDED, REVOKED, SUSPENDED, UNKNOWN)

        override fun unknown(code: String): StandingValue = StandingValue(code)
    }
}

/** Whether a report still stands, as far as the status lists say that the caller holds. */
public data class Standing(
    /** The answer. */
    val value: StandingValue,
    /** When that was so: the signing of the status list, RFC 3339. */
    val asOfAt: Instant? = null,
    /** Why it is unknown: `none_held`, or the code of what was wrong with the status list. */
    val reason: String? = null,
)

internal fun JsonReader.readStanding(): Standing {
    var value: StandingValue? = null
    var asOfAt: Instant? = null
    var reason: String? = null
    open()
    while (next()) {
        when (nameHash) {
            111972721 -> if (isNamed("value")) value = code(StandingValue) else skip()
            -936967858 -> if (isNamed("as_of_at")) asOfAt = instant() else skip()
            -934964668 -> if (isNamed("reason")) reason = text() else skip()
            else -> skip()
        }
    }
    return Standing(
        value ?: missing("value"),
        asOfAt,
        reason,
    )
}

/** How old what a report says is. */
public data class Age(
    /** Whole days (UTC) since `since_on`. */
    val days: Long,
    /** The last day of the visit, or the first where the last is not stated. */
    val sinceOn: LocalDate,
    /** Whether the reliance period that the issuer set is over. */
    val lapsed: Boolean,
)

internal fun JsonReader.readAge(): Age {
    var days: Long? = null
    var sinceOn: LocalDate? = null
    var lapsed: Boolean? = null
    open()
    while (next()) {
        when (nameHash) {
            3076183 -> if (isNamed("days")) days = long() else skip()
            502070532 -> if (isNamed("since_on")) sinceOn = day() else skip()
            -1109987113 -> if (isNamed("lapsed")) lapsed = boolean() else skip()
            else -> skip()
        }
    }
    return Age(
        days ?: missing("days"),
        sinceOn ?: missing("since_on"),
        lapsed ?: missing("lapsed"),
    )
}

/** Whether a report may be shown publicly. */
public data class PublicationState(
    /** The answer. */
    val public: Boolean,
    /** Why not: `restricted`, `not_yet`, `superseded`, `suspended` or `revoked`. */
    val reason: String? = null,
)

internal fun JsonReader.readPublicationState(): PublicationState {
    var public: Boolean? = null
    var reason: String? = null
    open()
    while (next()) {
        when (nameHash) {
            -977423767 -> if (isNamed("public")) public = boolean() else skip()
            -934964668 -> if (isNamed("reason")) reason = text() else skip()
            else -> skip()
        }
    }
    return PublicationState(
        public ?: missing("public"),
        reason,
    )
}

/** What a report was verified against, by digest. */
public data class Against(
    /** The trust list: SHA-256 over its base64url payload. */
    val trustList: String,
    /** The status list that the report names, where the caller held it: SHA-256 over its signing input. */
    val statusList: String? = null,
)

internal fun JsonReader.readAgainst(): Against {
    var trustList: String? = null
    var statusList: String? = null
    open()
    while (next()) {
        when (nameHash) {
            -1065983451 -> if (isNamed("trust_list")) trustList = text() else skip()
            -891436853 -> if (isNamed("status_list")) statusList = text() else skip()
            else -> skip()
        }
    }
    return Against(
        trustList ?: missing("trust_list"),
        statusList,
    )
}

/** Something worth knowing that is no reason to refuse a report. */
public data class Warning(
    /** A stable code: `identifier_format`, `identifier_checksum`. */
    val code: String,
    /** The member that is meant. */
    val path: String,
    /** What is unusual about it. */
    val message: String,
)

internal fun JsonReader.readWarning(): Warning {
    var code: String? = null
    var path: String? = null
    var message: String? = null
    open()
    while (next()) {
        when (nameHash) {
            3059181 -> if (isNamed("code")) code = text() else skip()
            3433509 -> if (isNamed("path")) path = text() else skip()
            954925063 -> if (isNamed("message")) message = text() else skip()
            else -> skip()
        }
    }
    return Warning(
        code ?: missing("code"),
        path ?: missing("path"),
        message ?: missing("message"),
    )
}

/** An entry of a status list (Token Status List). */
public data class StatusReference(
    /** The index of the entry. */
    val idx: Long,
    /** The address of the list. */
    val uri: String,
)

internal fun JsonReader.readStatusReference(): StatusReference {
    var idx: Long? = null
    var uri: String? = null
    open()
    while (next()) {
        when (nameHash) {
            104125 -> if (isNamed("idx")) idx = long() else skip()
            116076 -> if (isNamed("uri")) uri = text() else skip()
            else -> skip()
        }
    }
    return StatusReference(
        idx ?: missing("idx"),
        uri ?: missing("uri"),
    )
}

/** Wraps \[`StatusReference`] as the standard does. */
public data class Status(
    /** The entry. */
    val statusList: StatusReference,
)

internal fun JsonReader.readStatus(): Status {
    var statusList: StatusReference? = null
    open()
    while (next()) {
        when (nameHash) {
            -891436853 -> if (isNamed("status_list")) statusList = readStatusReference() else skip()
            else -> skip()
        }
    }
    return Status(
        statusList ?: missing("status_list"),
    )
}

/** A Audience. */
public class Audience private constructor(code: String) : Code(code) {
    public companion object : Codes<Audience>() {
        /** `public`. */
        @JvmField public val PUBLIC: Audience = Audience("public")

        /** `restricted`. */
        @JvmField public val RESTRICTED: Audience = Audience("restricted")

        override val known: List<Audience> = listOf(PUBLIC, RESTRICTED)

        override fun unknown(code: String): Audience = Audience(code)
    }
}

/** Whether and from when the public part of a report may be shown publicly. */
public data class Publication(
    /** For whom the report is meant. */
    val audience: Audience,
    /** From which day on it may be shown publicly. */
    val from: LocalDate? = null,
)

internal fun JsonReader.readPublication(): Publication {
    var audience: Audience? = null
    var from: LocalDate? = null
    open()
    while (next()) {
        when (nameHash) {
            975628804 -> if (isNamed("audience")) audience = code(Audience) else skip()
            3151786 -> if (isNamed("from")) from = day() else skip()
            else -> skip()
        }
    }
    return Publication(
        audience ?: missing("audience"),
        from,
    )
}

/** A postal address. */
public data class Address(
    /** Street and number, as written. */
    val lines: List<String> = emptyList(),
    /** Town or city. */
    val locality: String? = null,
    /** Postal code. */
    val postalCode: String? = null,
    /** Province or state. */
    val region: String? = null,
)

internal fun JsonReader.readAddress(): Address {
    var lines: List<String> = emptyList()
    var locality: String? = null
    var postalCode: String? = null
    var region: String? = null
    open()
    while (next()) {
        when (nameHash) {
            102977279 -> if (isNamed("lines")) lines = list { text() } else skip()
            1900805475 -> if (isNamed("locality")) locality = text() else skip()
            -2053263135 -> if (isNamed("postal_code")) postalCode = text() else skip()
            -934795532 -> if (isNamed("region")) region = text() else skip()
            else -> skip()
        }
    }
    return Address(
        lines,
        locality,
        postalCode,
        region,
    )
}

/** A place on the globe, WGS 84. */
public data class Coordinates(
    /** Degrees north, -90 to 90; absent only where nothing was said. */
    val latitude: String? = null,
    /** Degrees east, -180 to 180; absent only where nothing was said. */
    val longitude: String? = null,
)

internal fun JsonReader.readCoordinates(): Coordinates {
    var latitude: String? = null
    var longitude: String? = null
    open()
    while (next()) {
        when (nameHash) {
            -1439978388 -> if (isNamed("latitude")) latitude = text() else skip()
            137365935 -> if (isNamed("longitude")) longitude = text() else skip()
            else -> skip()
        }
    }
    return Coordinates(
        latitude,
        longitude,
    )
}

/** An identifier of the facility in one scheme. */
public data class Identifier(
    /** The scheme: `os_id` (Open Supply Hub), `lei` (ISO 17442), `gln` (GS1), `duns`, `star`, or another. */
    val scheme: String,
    /** The identifier, as the scheme writes it. */
    val value: String,
)

internal fun JsonReader.readIdentifier(): Identifier {
    var scheme: String? = null
    var value: String? = null
    open()
    while (next()) {
        when (nameHash) {
            -907987547 -> if (isNamed("scheme")) scheme = text() else skip()
            111972721 -> if (isNamed("value")) value = text() else skip()
            else -> skip()
        }
    }
    return Identifier(
        scheme ?: missing("scheme"),
        value ?: missing("value"),
    )
}

/** What a factory makes; the sector is data. */
public data class Industry(
    /** Class, group or division of ISIC rev. 4 (`1410`). */
    val isic: String,
)

internal fun JsonReader.readIndustry(): Industry {
    var isic: String? = null
    open()
    while (next()) {
        when (nameHash) {
            3241924 -> if (isNamed("isic")) isic = text() else skip()
            else -> skip()
        }
    }
    return Industry(
        isic ?: missing("isic"),
    )
}

/** What the factory makes and for whom. */
public data class Operations(
    /** The year in which it began. */
    val beganYear: Long? = null,
    /** Its customers. */
    val customers: List<String> = emptyList(),
    /** Its products. */
    val products: List<String> = emptyList(),
)

internal fun JsonReader.readOperations(): Operations {
    var beganYear: Long? = null
    var customers: List<String> = emptyList()
    var products: List<String> = emptyList()
    open()
    while (next()) {
        when (nameHash) {
            -1692733429 -> if (isNamed("began_year")) beganYear = long() else skip()
            1611562069 -> if (isNamed("customers")) customers = list { text() } else skip()
            -1003761308 -> if (isNamed("products")) products = list { text() } else skip()
            else -> skip()
        }
    }
    return Operations(
        beganYear,
        customers,
        products,
    )
}

/** Who owns the factory. */
public data class Ownership(
    /** The owner's country. */
    val country: String? = null,
    /** The company that owns it. */
    val parentCompany: String? = null,
)

internal fun JsonReader.readOwnership(): Ownership {
    var country: String? = null
    var parentCompany: String? = null
    open()
    while (next()) {
        when (nameHash) {
            957831062 -> if (isNamed("country")) country = text() else skip()
            1204527592 -> if (isNamed("parent_company")) parentCompany = text() else skip()
            else -> skip()
        }
    }
    return Ownership(
        country,
        parentCompany,
    )
}

/** How many people work in the factory; counts of persons. */
public data class Workforce(
    /** Men among them. */
    val menCount: Long? = null,
    /** Migrants among them. */
    val migrantCount: Long? = null,
    /** All workers. */
    val totalCount: Long? = null,
    /** Women among them. */
    val womenCount: Long? = null,
)

internal fun JsonReader.readWorkforce(): Workforce {
    var menCount: Long? = null
    var migrantCount: Long? = null
    var totalCount: Long? = null
    var womenCount: Long? = null
    open()
    while (next()) {
        when (nameHash) {
            2141921638 -> if (isNamed("men_count")) menCount = long() else skip()
            -685455088 -> if (isNamed("migrant_count")) migrantCount = long() else skip()
            -407761836 -> if (isNamed("total_count")) totalCount = long() else skip()
            -1580055154 -> if (isNamed("women_count")) womenCount = long() else skip()
            else -> skip()
        }
    }
    return Workforce(
        menCount,
        migrantCount,
        totalCount,
        womenCount,
    )
}

/** The factory that was assessed. */
public data class Facility(
    /** Its name; several factories may share one. */
    val name: String,
    /** Where it stands. */
    val country: String,
    /** Its address. */
    val address: Address? = null,
    /** Where exactly it stands. */
    val coordinates: Coordinates? = null,
    /** Its identifiers in other systems. */
    val identifiers: List<Identifier> = emptyList(),
    /** What it makes. */
    val industry: Industry? = null,
    /** What it makes and for whom. */
    val operations: Operations? = null,
    /** Who owns it. */
    val ownership: Ownership? = null,
    /** How many people work in it. */
    val workforce: Workforce? = null,
)

internal fun JsonReader.readFacility(): Facility {
    var name: String? = null
    var country: String? = null
    var address: Address? = null
    var coordinates: Coordinates? = null
    var identifiers: List<Identifier> = emptyList()
    var industry: Industry? = null
    var operations: Operations? = null
    var ownership: Ownership? = null
    var workforce: Workforce? = null
    open()
    while (next()) {
        when (nameHash) {
            3373707 -> if (isNamed("name")) name = text() else skip()
            957831062 -> if (isNamed("country")) country = text() else skip()
            -1147692044 -> if (isNamed("address")) address = readAddress() else skip()
            1871919611 -> if (isNamed("coordinates")) coordinates = readCoordinates() else skip()
            1368189162 -> if (isNamed("identifiers")) identifiers = list { readIdentifier() } else skip()
            127156702 -> if (isNamed("industry")) industry = readIndustry() else skip()
            4184044 -> if (isNamed("operations")) operations = readOperations() else skip()
            18561903 -> if (isNamed("ownership")) ownership = readOwnership() else skip()
            1096844922 -> if (isNamed("workforce")) workforce = readWorkforce() else skip()
            else -> skip()
        }
    }
    return Facility(
        name ?: missing("name"),
        country ?: missing("country"),
        address,
        coordinates,
        identifiers,
        industry,
        operations,
        ownership,
        workforce,
    )
}

/** A AssessmentType. */
public class AssessmentType private constructor(code: String) : Code(code) {
    public companion object : Codes<AssessmentType>() {
        /** `full`. */
        @JvmField public val FULL: AssessmentType = AssessmentType("full")

        override val known: List<AssessmentType> = listOf(FULL)

        override fun unknown(code: String): AssessmentType = AssessmentType(code)
    }
}

/** The national questionnaire of an assessment. */
public data class Tool(
    /** Id of the questionnaire. */
    val id: String,
    /** Its version. */
    val version: String,
)

internal fun JsonReader.readTool(): Tool {
    var id: String? = null
    var version: String? = null
    open()
    while (next()) {
        when (nameHash) {
            3355 -> if (isNamed("id")) id = text() else skip()
            351608024 -> if (isNamed("version")) version = text() else skip()
            else -> skip()
        }
    }
    return Tool(
        id ?: missing("id"),
        version ?: missing("version"),
    )
}

/** How the visit went; persons are counts, never names. */
public data class Process(
    /** Whether the assessors' access was unreasonably restricted. */
    val accessRestricted: Boolean? = null,
    /** Concerns about the integrity of the visit. */
    val concerns: List<LanguageMap> = emptyList(),
    /** Whether documents were provided in time. */
    val documentsInTime: Boolean? = null,
    /** Good practices that were seen. */
    val goodPractices: List<LanguageMap> = emptyList(),
    /** How many managers were interviewed. */
    val managersInterviewedCount: Long? = null,
    /** How many union representatives were interviewed. */
    val unionRepresentativesInterviewedCount: Long? = null,
    /** How many workers were interviewed. */
    val workersInterviewedCount: Long? = null,
)

internal fun JsonReader.readProcess(): Process {
    var accessRestricted: Boolean? = null
    var concerns: List<LanguageMap> = emptyList()
    var documentsInTime: Boolean? = null
    var goodPractices: List<LanguageMap> = emptyList()
    var managersInterviewedCount: Long? = null
    var unionRepresentativesInterviewedCount: Long? = null
    var workersInterviewedCount: Long? = null
    open()
    while (next()) {
        when (nameHash) {
            894771734 -> if (isNamed("access_restricted")) accessRestricted = boolean() else skip()
            -583018029 -> if (isNamed("concerns")) concerns = list { readLanguageMap() } else skip()
            673132320 -> if (isNamed("documents_in_time")) documentsInTime = boolean() else skip()
            1285560726 -> if (isNamed("good_practices")) goodPractices = list { readLanguageMap() } else skip()
            500338775 -> if (isNamed("managers_interviewed_count")) managersInterviewedCount = long() else skip()
            439438071 -> if (isNamed("union_representatives_interviewed_count")) unionRepresentativesInterviewedCount = long() else skip()
            -1277923098 -> if (isNamed("workers_interviewed_count")) workersInterviewedCount = long() else skip()
            else -> skip()
        }
    }
    return Process(
        accessRestricted,
        concerns,
        documentsInTime,
        goodPractices,
        managersInterviewedCount,
        unionRepresentativesInterviewedCount,
        workersInterviewedCount,
    )
}

/** The visit on which a report rests. */
public data class Assessment(
    /** Id of the assessment in the issuer's system. */
    val id: String,
    /** How many assessments the facility has had, this one included. */
    val cycle: Long,
    /** What kind of visit it was. */
    val type: AssessmentType,
    /** First day of the visit. */
    val startedOn: LocalDate,
    /** The national questionnaire. */
    val tool: Tool,
    /** Whether the factory knew of the visit beforehand. */
    val announced: Boolean? = null,
    /** How many assessors there were. */
    val assessorCount: Long? = null,
    /** Last day of the visit. */
    val endedOn: LocalDate? = null,
    /** How much work the visit was, in days of one person. */
    val personDays: String? = null,
    /** How the visit went. */
    val process: Process? = null,
)

internal fun JsonReader.readAssessment(): Assessment {
    var id: String? = null
    var cycle: Long? = null
    var type: AssessmentType? = null
    var startedOn: LocalDate? = null
    var tool: Tool? = null
    var announced: Boolean? = null
    var assessorCount: Long? = null
    var endedOn: LocalDate? = null
    var personDays: String? = null
    var process: Process? = null
    open()
    while (next()) {
        when (nameHash) {
            3355 -> if (isNamed("id")) id = text() else skip()
            95131878 -> if (isNamed("cycle")) cycle = long() else skip()
            3575610 -> if (isNamed("type")) type = code(AssessmentType) else skip()
            -1568090531 -> if (isNamed("started_on")) startedOn = day() else skip()
            3565976 -> if (isNamed("tool")) tool = readTool() else skip()
            1336604955 -> if (isNamed("announced")) announced = boolean() else skip()
            -2053809385 -> if (isNamed("assessor_count")) assessorCount = long() else skip()
            1730606468 -> if (isNamed("ended_on")) endedOn = day() else skip()
            -426059007 -> if (isNamed("person_days")) personDays = text() else skip()
            -309518737 -> if (isNamed("process")) process = readProcess() else skip()
            else -> skip()
        }
    }
    return Assessment(
        id ?: missing("id"),
        cycle ?: missing("cycle"),
        type ?: missing("type"),
        startedOn ?: missing("started_on"),
        tool ?: missing("tool"),
        announced,
        assessorCount,
        endedOn,
        personDays,
        process,
    )
}

/** A FindingKind. */
public class FindingKind private constructor(code: String) : Code(code) {
    public companion object : Codes<FindingKind>() {
        /** `compliance`. */
        @JvmField public val COMPLIANCE: FindingKind = FindingKind("compliance")

        /** `fact`. */
        @JvmField public val FACT: FindingKind = FindingKind("fact")

        override val known: List<FindingKind> = listOf(COMPLIANCE, FACT)

        override fun unknown(code: String): FindingKind = FindingKind(code)
    }
}

/** A Basis. */
public class Basis private constructor(code: String) : Code(code) {
    public companion object : Codes<Basis>() {
        /** `international_standard`. */
        @JvmField public val INTERNATIONAL_STANDARD: Basis = Basis("international_standard")

        /** `national_law`. */
        @JvmField public val NATIONAL_LAW: Basis = Basis("national_law")

        /** `benchmark`. */
        @JvmField public val BENCHMARK: Basis = Basis("benchmark")

        override val known: List<Basis> = listOf(INTERNATIONAL_STANDARD, NATIONAL_LAW, BENCHMARK)

        override fun unknown(code: String): Basis = Basis(code)
    }
}

/** A FindingResult. */
public class FindingResult private constructor(code: String) : Code(code) {
    public companion object : Codes<FindingResult>() {
        /** `compliant`. */
        @JvmField public val COMPLIANT: FindingResult = FindingResult("compliant")

        /** `non_compliant`. */
        @JvmField public val NON_COMPLIANT: FindingResult = FindingResult("non_compliant")

        /** `not_applicable`. */
        @JvmField public val NOT_APPLICABLE: FindingResult = FindingResult("not_applicable")

        /** `not_assessed`. */
        @JvmField public val NOT_ASSESSED: FindingResult = FindingResult("not_assessed")

        override val known: List<FindingResult> = listOf(COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, NOT_ASSESSED)

        override fun unknown(code: String): FindingResult = FindingResult(code)
    }
}

/** One answer to one question of the assessment tool. */
public data class Finding(
    /** Id of the question in the national tool. */
    val question: String,
    /** The question, or the issue, in words. */
    val text: LanguageMap,
    /** Whether it asks for compliance or for a fact. */
    val kind: FindingKind,
    /** What the requirement rests on. */
    val basis: Basis? = null,
    /** Id of the global question to which the national one maps. */
    val globalQuestion: String? = null,
    /** The articles of law and standards that the requirement rests on. */
    val legalReferences: List<String> = emptyList(),
    /** The result of a compliance question; exactly where `kind` is `compliance`. */
    val result: FindingResult? = null,
    /** Codes that mark the question, `public_disclosure` and `zero_tolerance` among them. */
    val tags: List<String> = emptyList(),
    /** The answer to a fact question; exactly where `kind` is `fact`. */
    val value: String? = null,
)

internal fun JsonReader.readFinding(): Finding {
    var question: String? = null
    var text: LanguageMap? = null
    var kind: FindingKind? = null
    var basis: Basis? = null
    var globalQuestion: String? = null
    var legalReferences: List<String> = emptyList()
    var result: FindingResult? = null
    var tags: List<String> = emptyList()
    var value: String? = null
    open()
    while (next()) {
        when (nameHash) {
            -1165870106 -> if (isNamed("question")) question = text() else skip()
            3556653 -> if (isNamed("text")) text = readLanguageMap() else skip()
            3292052 -> if (isNamed("kind")) kind = code(FindingKind) else skip()
            93508670 -> if (isNamed("basis")) basis = code(Basis) else skip()
            120901890 -> if (isNamed("global_question")) globalQuestion = text() else skip()
            -1353130034 -> if (isNamed("legal_references")) legalReferences = list { text() } else skip()
            -934426595 -> if (isNamed("result")) result = code(FindingResult) else skip()
            3552281 -> if (isNamed("tags")) tags = list { text() } else skip()
            111972721 -> if (isNamed("value")) value = text() else skip()
            else -> skip()
        }
    }
    return Finding(
        question ?: missing("question"),
        text ?: missing("text"),
        kind ?: missing("kind"),
        basis,
        globalQuestion,
        legalReferences,
        result,
        tags,
        value,
    )
}

/** A Source. */
public class Source private constructor(code: String) : Code(code) {
    public companion object : Codes<Source>() {
        /** `observation`. */
        @JvmField public val OBSERVATION: Source = Source("observation")

        /** `documents`. */
        @JvmField public val DOCUMENTS: Source = Source("documents")

        /** `manager_interviews`. */
        @JvmField public val MANAGER_INTERVIEWS: Source = Source("manager_interviews")

        /** `worker_interviews`. */
        @JvmField public val WORKER_INTERVIEWS: Source = Source("worker_interviews")

        /** `union_interviews`. */
        @JvmField public val UNION_INTERVIEWS: Source = Source("union_interviews")

        override val known: List<Source> = listOf(OBSERVATION, DOCUMENTS, MANAGER_INTERVIEWS, WORKER_INTERVIEWS, UNION_INTERVIEWS)

        override fun unknown(code: String): Source = Source(code)
    }
}

/** What a finding rests on. */
public data class Evidence(
    /** Id of the question in the national tool. */
    val question: String,
    /** What was found, in words. */
    val explanation: LanguageMap,
    /** Where it comes from. */
    val sources: List<Source>,
    /** How many workers are affected. */
    val workersAffectedCount: Long? = null,
)

internal fun JsonReader.readEvidence(): Evidence {
    var question: String? = null
    var explanation: LanguageMap? = null
    var sources: List<Source>? = null
    var workersAffectedCount: Long? = null
    open()
    while (next()) {
        when (nameHash) {
            -1165870106 -> if (isNamed("question")) question = text() else skip()
            -1105867239 -> if (isNamed("explanation")) explanation = readLanguageMap() else skip()
            -2021876808 -> if (isNamed("sources")) sources = list { code(Source) } else skip()
            -1575112626 -> if (isNamed("workers_affected_count")) workersAffectedCount = long() else skip()
            else -> skip()
        }
    }
    return Evidence(
        question ?: missing("question"),
        explanation ?: missing("explanation"),
        sources ?: missing("sources"),
        workersAffectedCount,
    )
}

/** The findings of one compliance point. */
public data class CompliancePoint(
    /** Code of the cluster (`working_time`). */
    val cluster: String,
    /** Code of the point within its cluster (`overtime`). */
    val id: String,
    /** How many findings the point has, facts and withheld ones among them. */
    val questionCount: Long,
    /** The floor: findings tagged `public_disclosure`, which nobody can withhold. */
    val publicFindings: List<Finding>,
    /** What the findings rest on. */
    val evidence: List<Evidence>? = null,
    /** All other findings. */
    val findings: List<Finding>? = null,
)

internal fun JsonReader.readCompliancePoint(): CompliancePoint {
    var cluster: String? = null
    var id: String? = null
    var questionCount: Long? = null
    var publicFindings: List<Finding>? = null
    var evidence: List<Evidence>? = null
    var findings: List<Finding>? = null
    open()
    while (next()) {
        when (nameHash) {
            872092154 -> if (isNamed("cluster")) cluster = text() else skip()
            3355 -> if (isNamed("id")) id = text() else skip()
            -1891177610 -> if (isNamed("question_count")) questionCount = long() else skip()
            2124217120 -> if (isNamed("public_findings")) publicFindings = list { readFinding() } else skip()
            382967383 -> if (isNamed("evidence")) evidence = list { readEvidence() } else skip()
            -678570486 -> if (isNamed("findings")) findings = list { readFinding() } else skip()
            else -> skip()
        }
    }
    return CompliancePoint(
        cluster ?: missing("cluster"),
        id ?: missing("id"),
        questionCount ?: missing("question_count"),
        publicFindings ?: missing("public_findings"),
        evidence,
        findings,
    )
}

/** The facility's assessment before this one. */
public data class Follows(
    /** Its report's `jti`. */
    val jti: String,
    /** Its report's digest. */
    val digest: String,
)

internal fun JsonReader.readFollows(): Follows {
    var jti: String? = null
    var digest: String? = null
    open()
    while (next()) {
        when (nameHash) {
            105567 -> if (isNamed("jti")) jti = text() else skip()
            -1331913276 -> if (isNamed("digest")) digest = text() else skip()
            else -> skip()
        }
    }
    return Follows(
        jti ?: missing("jti"),
        digest ?: missing("digest"),
    )
}

/** A ImprovementStatus. */
public class ImprovementStatus private constructor(code: String) : Code(code) {
    public companion object : Codes<ImprovementStatus>() {
        /** `pending`. */
        @JvmField public val PENDING: ImprovementStatus = ImprovementStatus("pending")

        /** `in_progress`. */
        @JvmField public val IN_PROGRESS: ImprovementStatus = ImprovementStatus("in_progress")

        /** `completed`. */
        @JvmField public val COMPLETED: ImprovementStatus = ImprovementStatus("completed")

        override val known: List<ImprovementStatus> = listOf(PENDING, IN_PROGRESS, COMPLETED)

        override fun unknown(code: String): ImprovementStatus = ImprovementStatus(code)
    }
}

/** One step of the improvement plan. */
public data class ImprovementItem(
    /** The point it is about, `cluster/point`. */
    val compliancePoint: String,
    /** What is to be done, in words. */
    val action: LanguageMap,
    /** How far it is. */
    val status: ImprovementStatus,
    /** By when. */
    val dueOn: LocalDate? = null,
    /** Id of the question in the national tool. */
    val question: String? = null,
)

internal fun JsonReader.readImprovementItem(): ImprovementItem {
    var compliancePoint: String? = null
    var action: LanguageMap? = null
    var status: ImprovementStatus? = null
    var dueOn: LocalDate? = null
    var question: String? = null
    open()
    while (next()) {
        when (nameHash) {
            -5461908 -> if (isNamed("compliance_point")) compliancePoint = text() else skip()
            -1422950858 -> if (isNamed("action")) action = readLanguageMap() else skip()
            -892481550 -> if (isNamed("status")) status = code(ImprovementStatus) else skip()
            -1320896502 -> if (isNamed("due_on")) dueOn = day() else skip()
            -1165870106 -> if (isNamed("question")) question = text() else skip()
            else -> skip()
        }
    }
    return ImprovementItem(
        compliancePoint ?: missing("compliance_point"),
        action ?: missing("action"),
        status ?: missing("status"),
        dueOn,
        question,
    )
}

/** A figure about the factory over a period. */
public data class Indicator(
    /** Code of the indicator. */
    val id: String,
    /** What it says, in words. */
    val name: LanguageMap,
    /** The figure. */
    val value: String,
    /** UCUM unit, or ISO 4217 currency for money. */
    val unit: String,
    /** First day of the period. */
    val fromOn: LocalDate,
    /** Last day of the period. */
    val toOn: LocalDate,
)

internal fun JsonReader.readIndicator(): Indicator {
    var id: String? = null
    var name: LanguageMap? = null
    var value: String? = null
    var unit: String? = null
    var fromOn: LocalDate? = null
    var toOn: LocalDate? = null
    open()
    while (next()) {
        when (nameHash) {
            3355 -> if (isNamed("id")) id = text() else skip()
            3373707 -> if (isNamed("name")) name = readLanguageMap() else skip()
            111972721 -> if (isNamed("value")) value = text() else skip()
            3594628 -> if (isNamed("unit")) unit = text() else skip()
            -594328940 -> if (isNamed("from_on")) fromOn = day() else skip()
            110530083 -> if (isNamed("to_on")) toOn = day() else skip()
            else -> skip()
        }
    }
    return Indicator(
        id ?: missing("id"),
        name ?: missing("name"),
        value ?: missing("value"),
        unit ?: missing("unit"),
        fromOn ?: missing("from_on"),
        toOn ?: missing("to_on"),
    )
}

/** A DialogueAnswer. */
public class DialogueAnswer private constructor(code: String) : Code(code) {
    public companion object : Codes<DialogueAnswer>() {
        /** `no_progress`. */
        @JvmField public val NO_PROGRESS: DialogueAnswer = DialogueAnswer("no_progress")

        /** `moderate_progress`. */
        @JvmField public val MODERATE_PROGRESS: DialogueAnswer = DialogueAnswer("moderate_progress")

        /** `on_track`. */
        @JvmField public val ON_TRACK: DialogueAnswer = DialogueAnswer("on_track")

        override val known: List<DialogueAnswer> = listOf(NO_PROGRESS, MODERATE_PROGRESS, ON_TRACK)

        override fun unknown(code: String): DialogueAnswer = DialogueAnswer(code)
    }
}

/** One answer about social dialogue. */
public data class DialogueQuestion(
    /** Id of the question. */
    val question: String,
    /** The question in words. */
    val text: LanguageMap,
    /** The answer. */
    val answer: DialogueAnswer,
)

internal fun JsonReader.readDialogueQuestion(): DialogueQuestion {
    var question: String? = null
    var text: LanguageMap? = null
    var answer: DialogueAnswer? = null
    open()
    while (next()) {
        when (nameHash) {
            -1165870106 -> if (isNamed("question")) question = text() else skip()
            3556653 -> if (isNamed("text")) text = readLanguageMap() else skip()
            -1412808770 -> if (isNamed("answer")) answer = code(DialogueAnswer) else skip()
            else -> skip()
        }
    }
    return DialogueQuestion(
        question ?: missing("question"),
        text ?: missing("text"),
        answer ?: missing("answer"),
    )
}

/** The bipartite committee and its work; persons are counts. */
public data class SocialDialogue(
    /** Answers about its work. */
    val answers: List<DialogueQuestion> = emptyList(),
    /** Members who represent management. */
    val managementMembersCount: Long? = null,
    /** How often the committee met. */
    val meetingsCount: Long? = null,
    /** Union members among them. */
    val unionMembersCount: Long? = null,
    /** Women among them. */
    val womenMembersCount: Long? = null,
    /** Members who represent workers. */
    val workerMembersCount: Long? = null,
)

internal fun JsonReader.readSocialDialogue(): SocialDialogue {
    var answers: List<DialogueQuestion> = emptyList()
    var managementMembersCount: Long? = null
    var meetingsCount: Long? = null
    var unionMembersCount: Long? = null
    var womenMembersCount: Long? = null
    var workerMembersCount: Long? = null
    open()
    while (next()) {
        when (nameHash) {
            -847398795 -> if (isNamed("answers")) answers = list { readDialogueQuestion() } else skip()
            -91054227 -> if (isNamed("management_members_count")) managementMembersCount = long() else skip()
            -467132504 -> if (isNamed("meetings_count")) meetingsCount = long() else skip()
            1944197369 -> if (isNamed("union_members_count")) unionMembersCount = long() else skip()
            1186827240 -> if (isNamed("women_members_count")) womenMembersCount = long() else skip()
            -1720404120 -> if (isNamed("worker_members_count")) workerMembersCount = long() else skip()
            else -> skip()
        }
    }
    return SocialDialogue(
        answers,
        managementMembersCount,
        meetingsCount,
        unionMembersCount,
        womenMembersCount,
        workerMembersCount,
    )
}

/** A training that was held. */
public data class TrainingItem(
    /** The course. */
    val course: String,
    /** First day. */
    val fromOn: LocalDate? = null,
    /** How many people took part. */
    val participantCount: Long? = null,
    /** Days of training, summed over people. */
    val participantDays: String? = null,
    /** Last day. */
    val toOn: LocalDate? = null,
    /** Women among them. */
    val womenParticipantCount: Long? = null,
)

internal fun JsonReader.readTrainingItem(): TrainingItem {
    var course: String? = null
    var fromOn: LocalDate? = null
    var participantCount: Long? = null
    var participantDays: String? = null
    var toOn: LocalDate? = null
    var womenParticipantCount: Long? = null
    open()
    while (next()) {
        when (nameHash) {
            -1354571749 -> if (isNamed("course")) course = text() else skip()
            -594328940 -> if (isNamed("from_on")) fromOn = day() else skip()
            1324364035 -> if (isNamed("participant_count")) participantCount = long() else skip()
            319832547 -> if (isNamed("participant_days")) participantDays = text() else skip()
            110530083 -> if (isNamed("to_on")) toOn = day() else skip()
            827154178 -> if (isNamed("women_participant_count")) womenParticipantCount = long() else skip()
            else -> skip()
        }
    }
    return TrainingItem(
        course ?: missing("course"),
        fromOn,
        participantCount,
        participantDays,
        toOn,
        womenParticipantCount,
    )
}

/** What an assessment report says. */
public data class AssessmentBody(
    /** Version of the format, `major.minor`. */
    val version: String,
    /** Extensions that a reader must know to read this report rightly. */
    val mustUnderstand: List<String>,
    /** 1, and one more with every correction. */
    val revision: Long,
    /** The language in which the assessors wrote, a BCP 47 tag. */
    val language: String,
    /** Whether and from when the report may be shown publicly. */
    val publication: Publication,
    /** The factory that was assessed. */
    val facility: Facility,
    /** The visit. */
    val assessment: Assessment,
    /** What was found, point by point. */
    val compliancePoints: List<CompliancePoint>,
    /** The facility's assessment before this one. */
    val follows: Follows? = null,
    /** What the factory does about it. */
    val improvementPlan: List<ImprovementItem>? = null,
    /** Other figures. */
    val indicators: List<Indicator>? = null,
    /** How management and workers talk to each other. */
    val socialDialogue: SocialDialogue? = null,
    /** Digest of the revision before; exactly where `revision` is above 1. */
    val supersedes: String? = null,
    /** The training that was held. */
    val training: List<TrainingItem>? = null,
)

internal fun JsonReader.readAssessmentBody(): AssessmentBody {
    var version: String? = null
    var mustUnderstand: List<String>? = null
    var revision: Long? = null
    var language: String? = null
    var publication: Publication? = null
    var facility: Facility? = null
    var assessment: Assessment? = null
    var compliancePoints: List<CompliancePoint>? = null
    var follows: Follows? = null
    var improvementPlan: List<ImprovementItem>? = null
    var indicators: List<Indicator>? = null
    var socialDialogue: SocialDialogue? = null
    var supersedes: String? = null
    var training: List<TrainingItem>? = null
    open()
    while (next()) {
        when (nameHash) {
            351608024 -> if (isNamed("version")) version = text() else skip()
            -170320908 -> if (isNamed("must_understand")) mustUnderstand = list { text() } else skip()
            -260786213 -> if (isNamed("revision")) revision = long() else skip()
            -1613589672 -> if (isNamed("language")) language = text() else skip()
            -1078222292 -> if (isNamed("publication")) publication = readPublication() else skip()
            501116579 -> if (isNamed("facility")) facility = readFacility() else skip()
            2119382722 -> if (isNamed("assessment")) assessment = readAssessment() else skip()
            -169319033 -> if (isNamed("compliance_points")) compliancePoints = list { readCompliancePoint() } else skip()
            -683001118 -> if (isNamed("follows")) follows = readFollows() else skip()
            -900403982 -> if (isNamed("improvement_plan")) improvementPlan = list { readImprovementItem() } else skip()
            -597162940 -> if (isNamed("indicators")) indicators = list { readIndicator() } else skip()
            576454250 -> if (isNamed("social_dialogue")) socialDialogue = readSocialDialogue() else skip()
            -1700134427 -> if (isNamed("supersedes")) supersedes = text() else skip()
            1276119258 -> if (isNamed("training")) training = list { readTrainingItem() } else skip()
            else -> skip()
        }
    }
    return AssessmentBody(
        version ?: missing("version"),
        mustUnderstand ?: missing("must_understand"),
        revision ?: missing("revision"),
        language ?: missing("language"),
        publication ?: missing("publication"),
        facility ?: missing("facility"),
        assessment ?: missing("assessment"),
        compliancePoints ?: missing("compliance_points"),
        follows,
        improvementPlan,
        indicators,
        socialDialogue,
        supersedes,
        training,
    )
}

/** A public Ed25519 key as a JSON Web Key: `kty` `OKP`, `crv` `Ed25519`, and no other member needed. */
public data class Jwk(
    /** Key type, `OKP`. */
    val kty: String,
    /** Curve, `Ed25519`. */
    val crv: String,
    /** The key, 32 bytes in base64url. */
    val x: String,
)

internal fun JsonReader.readJwk(): Jwk {
    var kty: String? = null
    var crv: String? = null
    var x: String? = null
    open()
    while (next()) {
        when (nameHash) {
            106544 -> if (isNamed("kty")) kty = text() else skip()
            98791 -> if (isNamed("crv")) crv = text() else skip()
            120 -> if (isNamed("x")) x = text() else skip()
            else -> skip()
        }
    }
    return Jwk(
        kty ?: missing("kty"),
        crv ?: missing("crv"),
        x ?: missing("x"),
    )
}

/** Wraps a key as RFC 7800 §3.2 does. */
public data class Confirmation(
    /** The key. */
    val jwk: Jwk,
)

internal fun JsonReader.readConfirmation(): Confirmation {
    var jwk: Jwk? = null
    open()
    while (next()) {
        when (nameHash) {
            105662 -> if (isNamed("jwk")) jwk = readJwk() else skip()
            else -> skip()
        }
    }
    return Confirmation(
        jwk ?: missing("jwk"),
    )
}

/** The envelope as it stands in JSON. */
public data class AssessmentReport(
    /** The issuer: an entity of the trust list. */
    val iss: String,
    /** The facility, as the issuer names it. */
    val sub: String,
    /** The report: a random UUID as a URN, the same in every revision. */
    val jti: String,
    /** When it was signed: seconds since 1970, UTC. */
    val iat: Instant,
    /** The kind of document and its major version. */
    val vct: String,
    /** Where its status stands. */
    val status: Status,
    /** What the report says. */
    val report: AssessmentBody,
    /** The facility's key, for its replies. */
    val cnf: Confirmation? = null,
    /** The end of the reliance period, if the programme sets one: seconds since 1970, UTC. */
    val exp: Instant? = null,
)

internal fun JsonReader.readAssessmentReport(): AssessmentReport {
    var iss: String? = null
    var sub: String? = null
    var jti: String? = null
    var iat: Instant? = null
    var vct: String? = null
    var status: Status? = null
    var report: AssessmentBody? = null
    var cnf: Confirmation? = null
    var exp: Instant? = null
    open()
    while (next()) {
        when (nameHash) {
            104585 -> if (isNamed("iss")) iss = text() else skip()
            114240 -> if (isNamed("sub")) sub = text() else skip()
            105567 -> if (isNamed("jti")) jti = text() else skip()
            104028 -> if (isNamed("iat")) iat = second() else skip()
            116583 -> if (isNamed("vct")) vct = text() else skip()
            -892481550 -> if (isNamed("status")) status = readStatus() else skip()
            -934521548 -> if (isNamed("report")) report = readAssessmentBody() else skip()
            98651 -> if (isNamed("cnf")) cnf = readConfirmation() else skip()
            100893 -> if (isNamed("exp")) exp = second() else skip()
            else -> skip()
        }
    }
    return AssessmentReport(
        iss ?: missing("iss"),
        sub ?: missing("sub"),
        jti ?: missing("jti"),
        iat ?: missing("iat"),
        vct ?: missing("vct"),
        status ?: missing("status"),
        report ?: missing("report"),
        cnf,
        exp,
    )
}

/** One revision of one report, by its digest. */
public data class About(
    /** The report's `jti`. */
    val jti: String,
    /** Its revision. */
    val revision: Long,
    /** Its digest. */
    val digest: String,
)

internal fun JsonReader.readAbout(): About {
    var jti: String? = null
    var revision: Long? = null
    var digest: String? = null
    open()
    while (next()) {
        when (nameHash) {
            105567 -> if (isNamed("jti")) jti = text() else skip()
            -260786213 -> if (isNamed("revision")) revision = long() else skip()
            -1331913276 -> if (isNamed("digest")) digest = text() else skip()
            else -> skip()
        }
    }
    return About(
        jti ?: missing("jti"),
        revision ?: missing("revision"),
        digest ?: missing("digest"),
    )
}

/** A RemediationResult. */
public class RemediationResult private constructor(code: String) : Code(code) {
    public companion object : Codes<RemediationResult>() {
        /** `claimed`. */
        @JvmField public val CLAIMED: RemediationResult = RemediationResult("claimed")

        /** `verified_remediated`. */
        @JvmField public val VERIFIED_REMEDIATED: RemediationResult = RemediationResult("verified_remediated")

        /** `verified_not_remediated`. */
        @JvmField public val VERIFIED_NOT_REMEDIATED: RemediationResult = RemediationResult("verified_not_remediated")

        override val known: List<RemediationResult> = listOf(CLAIMED, VERIFIED_REMEDIATED, VERIFIED_NOT_REMEDIATED)

        override fun unknown(code: String): RemediationResult = RemediationResult(code)
    }
}

/** What became of one publicly reported finding. */
public data class Remediation(
    /** Id of the question in the national tool. */
    val question: String,
    /** What became of it. */
    val result: RemediationResult,
    /** The day on which that was claimed or seen. */
    val on: LocalDate? = null,
)

internal fun JsonReader.readRemediation(): Remediation {
    var question: String? = null
    var result: RemediationResult? = null
    var on: LocalDate? = null
    open()
    while (next()) {
        when (nameHash) {
            -1165870106 -> if (isNamed("question")) question = text() else skip()
            -934426595 -> if (isNamed("result")) result = code(RemediationResult) else skip()
            3551 -> if (isNamed("on")) on = day() else skip()
            else -> skip()
        }
    }
    return Remediation(
        question ?: missing("question"),
        result ?: missing("result"),
        on,
    )
}

/** What a progress report says. */
public data class ProgressBody(
    /** Version of the format, `major.minor`. */
    val version: String,
    /** Extensions that a reader must know to read this report rightly. */
    val mustUnderstand: List<String>,
    /** 1, and one more with every correction. */
    val revision: Long,
    /** The language in which it is written, a BCP 47 tag. */
    val language: String,
    /** Whether and from when it may be shown publicly. */
    val publication: Publication,
    /** The assessment report whose findings it follows up. */
    val about: About,
    /** 1 for the first progress report of the cycle, 2 for the second. */
    val number: Long,
    /** The day to which it refers. */
    val reportedOn: LocalDate,
    /** What the factory does about its findings. */
    val improvementPlan: List<ImprovementItem>? = null,
    /** What became of publicly reported findings. */
    val remediation: List<Remediation> = emptyList(),
    /** How management and workers talk to each other. */
    val socialDialogue: SocialDialogue? = null,
    /** Digest of the revision before; exactly where `revision` is above 1. */
    val supersedes: String? = null,
    /** The training that was held. */
    val training: List<TrainingItem>? = null,
)

internal fun JsonReader.readProgressBody(): ProgressBody {
    var version: String? = null
    var mustUnderstand: List<String>? = null
    var revision: Long? = null
    var language: String? = null
    var publication: Publication? = null
    var about: About? = null
    var number: Long? = null
    var reportedOn: LocalDate? = null
    var improvementPlan: List<ImprovementItem>? = null
    var remediation: List<Remediation> = emptyList()
    var socialDialogue: SocialDialogue? = null
    var supersedes: String? = null
    var training: List<TrainingItem>? = null
    open()
    while (next()) {
        when (nameHash) {
            351608024 -> if (isNamed("version")) version = text() else skip()
            -170320908 -> if (isNamed("must_understand")) mustUnderstand = list { text() } else skip()
            -260786213 -> if (isNamed("revision")) revision = long() else skip()
            -1613589672 -> if (isNamed("language")) language = text() else skip()
            -1078222292 -> if (isNamed("publication")) publication = readPublication() else skip()
            92611469 -> if (isNamed("about")) about = readAbout() else skip()
            -1034364087 -> if (isNamed("number")) number = long() else skip()
            -241502005 -> if (isNamed("reported_on")) reportedOn = day() else skip()
            -900403982 -> if (isNamed("improvement_plan")) improvementPlan = list { readImprovementItem() } else skip()
            779381797 -> if (isNamed("remediation")) remediation = list { readRemediation() } else skip()
            576454250 -> if (isNamed("social_dialogue")) socialDialogue = readSocialDialogue() else skip()
            -1700134427 -> if (isNamed("supersedes")) supersedes = text() else skip()
            1276119258 -> if (isNamed("training")) training = list { readTrainingItem() } else skip()
            else -> skip()
        }
    }
    return ProgressBody(
        version ?: missing("version"),
        mustUnderstand ?: missing("must_understand"),
        revision ?: missing("revision"),
        language ?: missing("language"),
        publication ?: missing("publication"),
        about ?: missing("about"),
        number ?: missing("number"),
        reportedOn ?: missing("reported_on"),
        improvementPlan,
        remediation,
        socialDialogue,
        supersedes,
        training,
    )
}

/** The envelope as it stands in JSON. */
public data class ProgressReport(
    /** The issuer: an entity of the trust list. */
    val iss: String,
    /** The facility, as the issuer names it. */
    val sub: String,
    /** The report: a random UUID as a URN, the same in every revision. */
    val jti: String,
    /** When it was signed: seconds since 1970, UTC. */
    val iat: Instant,
    /** The kind of document and its major version. */
    val vct: String,
    /** Where its status stands. */
    val status: Status,
    /** What the report says. */
    val report: ProgressBody,
    /** The facility's key, for its replies. */
    val cnf: Confirmation? = null,
    /** The end of the reliance period, if the programme sets one: seconds since 1970, UTC. */
    val exp: Instant? = null,
)

internal fun JsonReader.readProgressReport(): ProgressReport {
    var iss: String? = null
    var sub: String? = null
    var jti: String? = null
    var iat: Instant? = null
    var vct: String? = null
    var status: Status? = null
    var report: ProgressBody? = null
    var cnf: Confirmation? = null
    var exp: Instant? = null
    open()
    while (next()) {
        when (nameHash) {
            104585 -> if (isNamed("iss")) iss = text() else skip()
            114240 -> if (isNamed("sub")) sub = text() else skip()
            105567 -> if (isNamed("jti")) jti = text() else skip()
            104028 -> if (isNamed("iat")) iat = second() else skip()
            116583 -> if (isNamed("vct")) vct = text() else skip()
            -892481550 -> if (isNamed("status")) status = readStatus() else skip()
            -934521548 -> if (isNamed("report")) report = readProgressBody() else skip()
            98651 -> if (isNamed("cnf")) cnf = readConfirmation() else skip()
            100893 -> if (isNamed("exp")) exp = second() else skip()
            else -> skip()
        }
    }
    return ProgressReport(
        iss ?: missing("iss"),
        sub ?: missing("sub"),
        jti ?: missing("jti"),
        iat ?: missing("iat"),
        vct ?: missing("vct"),
        status ?: missing("status"),
        report ?: missing("report"),
        cnf,
        exp,
    )
}

/** A StatementKind. */
public class StatementKind private constructor(code: String) : Code(code) {
    public companion object : Codes<StatementKind>() {
        /** `response`. */
        @JvmField public val RESPONSE: StatementKind = StatementKind("response")

        /** `remediation_claimed`. */
        @JvmField public val REMEDIATION_CLAIMED: StatementKind = StatementKind("remediation_claimed")

        /** `dispute`. */
        @JvmField public val DISPUTE: StatementKind = StatementKind("dispute")

        /** `consent`. */
        @JvmField public val CONSENT: StatementKind = StatementKind("consent")

        /** `remediation_verified`. */
        @JvmField public val REMEDIATION_VERIFIED: StatementKind = StatementKind("remediation_verified")

        /** `ruling`. */
        @JvmField public val RULING: StatementKind = StatementKind("ruling")

        /** `committee_acknowledgement`. */
        @JvmField public val COMMITTEE_ACKNOWLEDGEMENT: StatementKind = StatementKind("committee_acknowledgement")

        /** `acceptance`. */
        @JvmField public val ACCEPTANCE: StatementKind = StatementKind("acceptance")

        override val known: List<StatementKind> = listOf(RESPONSE, REMEDIATION_CLAIMED, DISPUTE, CONSENT, REMEDIATION_VERIFIED, RULING, COMMITTEE_ACKNOWLEDGEMENT, ACCEPTANCE)

        override fun unknown(code: String): StatementKind = StatementKind(code)
    }
}

/** What a consent allows. */
public data class Consent(
    /** The subscriber who may see it. */
    val subscriber: String,
    /** The view: `full` or `public`. */
    val view: String,
) : StatementBody

internal fun JsonReader.readConsent(): Consent {
    var subscriber: String? = null
    var view: String? = null
    open()
    while (next()) {
        when (nameHash) {
            -1219769240 -> if (isNamed("subscriber")) subscriber = text() else skip()
            3619493 -> if (isNamed("view")) view = text() else skip()
            else -> skip()
        }
    }
    return Consent(
        subscriber ?: missing("subscriber"),
        view ?: missing("view"),
    )
}

/** The payload of a statement about a report. */
public data class Statement(
    /** Who says it: the report's `sub`, or an entity of the trust list. */
    val iss: String,
    /** When it was signed. */
    val iat: Instant,
    /** The statement: a random UUID as a URN. */
    val jti: String,
    /** The report. */
    val about: About,
    /** What it does. */
    val kind: StatementKind,
    /** What is said. */
    val body: StatementBody,
    /** The finding that is meant, by its question; the report as a whole where absent. */
    val question: String? = null,
)

internal fun JsonReader.readStatement(): Statement {
    var iss: String? = null
    var iat: Instant? = null
    var jti: String? = null
    var about: About? = null
    var kind: StatementKind? = null
    var body: StatementBody? = null
    var question: String? = null
    open()
    while (next()) {
        when (nameHash) {
            104585 -> if (isNamed("iss")) iss = text() else skip()
            104028 -> if (isNamed("iat")) iat = second() else skip()
            105567 -> if (isNamed("jti")) jti = text() else skip()
            92611469 -> if (isNamed("about")) about = readAbout() else skip()
            3292052 -> if (isNamed("kind")) kind = code(StatementKind) else skip()
            3029410 -> if (isNamed("body")) body = readStatementBody() else skip()
            -1165870106 -> if (isNamed("question")) question = text() else skip()
            else -> skip()
        }
    }
    return Statement(
        iss ?: missing("iss"),
        iat ?: missing("iat"),
        jti ?: missing("jti"),
        about ?: missing("about"),
        kind ?: missing("kind"),
        body ?: missing("body"),
        question,
    )
}

/** A Outcome. */
public class Outcome private constructor(code: String) : Code(code) {
    public companion object : Codes<Outcome>() {
        /** `accept`. */
        @JvmField public val ACCEPT: Outcome = Outcome("accept")

        /** `top_up`. */
        @JvmField public val TOP_UP: Outcome = Outcome("top_up")

        /** `follow_up`. */
        @JvmField public val FOLLOW_UP: Outcome = Outcome("follow_up")

        /** `full_audit`. */
        @JvmField public val FULL_AUDIT: Outcome = Outcome("full_audit")

        override val known: List<Outcome> = listOf(ACCEPT, TOP_UP, FOLLOW_UP, FULL_AUDIT)

        override fun unknown(code: String): Outcome = Outcome(code)
    }
}

/** A Reason. */
public class Reason private constructor(code: String) : Code(code) {
    public companion object : Codes<Reason>() {
        /** `accepted`. */
        @JvmField public val ACCEPTED: Reason = Reason("accepted")

        /** `no_report`. */
        @JvmField public val NO_REPORT: Reason = Reason("no_report")

        /** `issuer_not_accepted`. */
        @JvmField public val ISSUER_NOT_ACCEPTED: Reason = Reason("issuer_not_accepted")

        /** `country_not_accepted`. */
        @JvmField public val COUNTRY_NOT_ACCEPTED: Reason = Reason("country_not_accepted")

        /** `test_data`. */
        @JvmField public val TEST_DATA: Reason = Reason("test_data")

        /** `standing_not_accepted`. */
        @JvmField public val STANDING_NOT_ACCEPTED: Reason = Reason("standing_not_accepted")

        /** `status_too_old`. */
        @JvmField public val STATUS_TOO_OLD: Reason = Reason("status_too_old")

        /** `lapsed`. */
        @JvmField public val LAPSED: Reason = Reason("lapsed")

        /** `too_old`. */
        @JvmField public val TOO_OLD: Reason = Reason("too_old")

        /** `within_grace`. */
        @JvmField public val WITHIN_GRACE: Reason = Reason("within_grace")

        /** `not_later_than_blocking`. */
        @JvmField public val NOT_LATER_THAN_BLOCKING: Reason = Reason("not_later_than_blocking")

        /** `disclosure_insufficient`. */
        @JvmField public val DISCLOSURE_INSUFFICIENT: Reason = Reason("disclosure_insufficient")

        /** `announced_visit`. */
        @JvmField public val ANNOUNCED_VISIT: Reason = Reason("announced_visit")

        /** `too_few_person_days`. */
        @JvmField public val TOO_FEW_PERSON_DAYS: Reason = Reason("too_few_person_days")

        /** `no_worker_interviews`. */
        @JvmField public val NO_WORKER_INTERVIEWS: Reason = Reason("no_worker_interviews")

        /** `no_union_interviews`. */
        @JvmField public val NO_UNION_INTERVIEWS: Reason = Reason("no_union_interviews")

        /** `not_stated`. */
        @JvmField public val NOT_STATED: Reason = Reason("not_stated")

        /** `compliant`. */
        @JvmField public val COMPLIANT: Reason = Reason("compliant")

        /** `not_applicable`. */
        @JvmField public val NOT_APPLICABLE: Reason = Reason("not_applicable")

        /** `non_compliance_accepted`. */
        @JvmField public val NON_COMPLIANCE_ACCEPTED: Reason = Reason("non_compliance_accepted")

        /** `remediation_verified`. */
        @JvmField public val REMEDIATION_VERIFIED: Reason = Reason("remediation_verified")

        /** `non_compliance`. */
        @JvmField public val NON_COMPLIANCE: Reason = Reason("non_compliance")

        /** `blocking_non_compliance`. */
        @JvmField public val BLOCKING_NON_COMPLIANCE: Reason = Reason("blocking_non_compliance")

        /** `zero_tolerance`. */
        @JvmField public val ZERO_TOLERANCE: Reason = Reason("zero_tolerance")

        /** `withheld`. */
        @JvmField public val WITHHELD: Reason = Reason("withheld")

        /** `not_assessed`. */
        @JvmField public val NOT_ASSESSED: Reason = Reason("not_assessed")

        /** `not_in_report`. */
        @JvmField public val NOT_IN_REPORT: Reason = Reason("not_in_report")

        /** `not_covered`. */
        @JvmField public val NOT_COVERED: Reason = Reason("not_covered")

        /** `partly_covered`. */
        @JvmField public val PARTLY_COVERED: Reason = Reason("partly_covered")

        /** `out_of_scope`. */
        @JvmField public val OUT_OF_SCOPE: Reason = Reason("out_of_scope")

        override val known: List<Reason> = listOf(ACCEPTED, NO_REPORT, ISSUER_NOT_ACCEPTED, COUNTRY_NOT_ACCEPTED, TEST_DATA, STANDING_NOT_ACCEPTED, STATUS_TOO_OLD, LAPSED, TOO_OLD, WITHIN_GRACE, NOT_LATER_THAN_BLOCKING, DISCLOSURE_INSUFFICIENT, ANNOUNCED_VISIT, TOO_FEW_PERSON_DAYS, NO_WORKER_INTERVIEWS, NO_UNION_INTERVIEWS, NOT_STATED, COMPLIANT, NOT_APPLICABLE, NON_COMPLIANCE_ACCEPTED, REMEDIATION_VERIFIED, NON_COMPLIANCE, BLOCKING_NON_COMPLIANCE, ZERO_TOLERANCE, WITHHELD, NOT_ASSESSED, NOT_IN_REPORT, NOT_COVERED, PARTLY_COVERED, OUT_OF_SCOPE)

        override fun unknown(code: String): Reason = Reason(code)
    }
}

/** A Coverage. */
public class Coverage private constructor(code: String) : Code(code) {
    public companion object : Codes<Coverage>() {
        /** `full`. */
        @JvmField public val FULL: Coverage = Coverage("full")

        /** `partial`. */
        @JvmField public val PARTIAL: Coverage = Coverage("partial")

        /** `none`. */
        @JvmField public val NONE: Coverage = Coverage("none")

        override val known: List<Coverage> = listOf(FULL, PARTIAL, NONE)

        override fun unknown(code: String): Coverage = Coverage(code)
    }
}

/** A finding that is not compliant, and what it means. */
public data class FindingDecision(
    /** A JSON Pointer into the report's payload, all of it disclosed. */
    val path: String,
    /** The point, `cluster/point`. */
    val compliancePoint: String,
    /** The question of the national tool. */
    val question: String,
    /** What follows from it. */
    val outcome: Outcome,
    /** Why. */
    val reason: Reason,
    /** What the newest progress report says of it. */
    val progress: String? = null,
    /** The rule that fired: a JSON Pointer into the policy. */
    val rule: String? = null,
)

internal fun JsonReader.readFindingDecision(): FindingDecision {
    var path: String? = null
    var compliancePoint: String? = null
    var question: String? = null
    var outcome: Outcome? = null
    var reason: Reason? = null
    var progress: String? = null
    var rule: String? = null
    open()
    while (next()) {
        when (nameHash) {
            3433509 -> if (isNamed("path")) path = text() else skip()
            -5461908 -> if (isNamed("compliance_point")) compliancePoint = text() else skip()
            -1165870106 -> if (isNamed("question")) question = text() else skip()
            -1106507950 -> if (isNamed("outcome")) outcome = code(Outcome) else skip()
            -934964668 -> if (isNamed("reason")) reason = code(Reason) else skip()
            -1001078227 -> if (isNamed("progress")) progress = text() else skip()
            3512060 -> if (isNamed("rule")) rule = text() else skip()
            else -> skip()
        }
    }
    return FindingDecision(
        path ?: missing("path"),
        compliancePoint ?: missing("compliance_point"),
        question ?: missing("question"),
        outcome ?: missing("outcome"),
        reason ?: missing("reason"),
        progress,
        rule,
    )
}

/** Something that a short visit would have to look at. */
public data class TopUp(
    /** Why. */
    val reason: Reason,
    /** The point, `cluster/point`; absent where it is the clause itself. */
    val compliancePoint: String? = null,
    /** The questions; all of the point where there are none. */
    val questions: List<String> = emptyList(),
)

internal fun JsonReader.readTopUp(): TopUp {
    var reason: Reason? = null
    var compliancePoint: String? = null
    var questions: List<String> = emptyList()
    open()
    while (next()) {
        when (nameHash) {
            -934964668 -> if (isNamed("reason")) reason = code(Reason) else skip()
            -5461908 -> if (isNamed("compliance_point")) compliancePoint = text() else skip()
            -1782234803 -> if (isNamed("questions")) questions = list { text() } else skip()
            else -> skip()
        }
    }
    return TopUp(
        reason ?: missing("reason"),
        compliancePoint,
        questions,
    )
}

/** What follows for one clause. */
public data class ClauseDecision(
    /** The clause. */
    val clause: String,
    /** How much of it an assessment answers. */
    val coverage: Coverage,
    /** What follows. */
    val outcome: Outcome,
    /** Why. */
    val reason: Reason,
    /** The findings that are not compliant, and what each means. */
    val findings: List<FindingDecision> = emptyList(),
    /** The compliance points on which it rests: JSON Pointers into the report's payload. */
    val points: List<String> = emptyList(),
    /** The rule that fired: a JSON Pointer into the policy. */
    val rule: String? = null,
    /** What a short visit would have to look at. */
    val topUp: List<TopUp> = emptyList(),
)

internal fun JsonReader.readClauseDecision(): ClauseDecision {
    var clause: String? = null
    var coverage: Coverage? = null
    var outcome: Outcome? = null
    var reason: Reason? = null
    var findings: List<FindingDecision> = emptyList()
    var points: List<String> = emptyList()
    var rule: String? = null
    var topUp: List<TopUp> = emptyList()
    open()
    while (next()) {
        when (nameHash) {
            -1357935249 -> if (isNamed("clause")) clause = text() else skip()
            -351767064 -> if (isNamed("coverage")) coverage = code(Coverage) else skip()
            -1106507950 -> if (isNamed("outcome")) outcome = code(Outcome) else skip()
            -934964668 -> if (isNamed("reason")) reason = code(Reason) else skip()
            -678570486 -> if (isNamed("findings")) findings = list { readFindingDecision() } else skip()
            -982754077 -> if (isNamed("points")) points = list { text() } else skip()
            3512060 -> if (isNamed("rule")) rule = text() else skip()
            -868043323 -> if (isNamed("top_up")) topUp = list { readTopUp() } else skip()
            else -> skip()
        }
    }
    return ClauseDecision(
        clause ?: missing("clause"),
        coverage ?: missing("coverage"),
        outcome ?: missing("outcome"),
        reason ?: missing("reason"),
        findings,
        points,
        rule,
        topUp,
    )
}

/** The digests of everything that a decision took into account. */
public data class Inputs(
    /** The policy: SHA-256 over its bytes. */
    val policy: String,
    /** The crosswalk: SHA-256 over its bytes. */
    val crosswalk: String,
    /** The day of the last assessment that blocked the factory. */
    val lastBlockingOn: LocalDate? = null,
    /** The progress reports, sorted. */
    val progressReports: List<String> = emptyList(),
    /** The report: SHA-256 over its signing input. */
    val report: String? = null,
    /** The statements, sorted. */
    val statements: List<String> = emptyList(),
    /** The status list. */
    val statusList: String? = null,
    /** The trust list. */
    val trustList: String? = null,
)

internal fun JsonReader.readInputs(): Inputs {
    var policy: String? = null
    var crosswalk: String? = null
    var lastBlockingOn: LocalDate? = null
    var progressReports: List<String> = emptyList()
    var report: String? = null
    var statements: List<String> = emptyList()
    var statusList: String? = null
    var trustList: String? = null
    open()
    while (next()) {
        when (nameHash) {
            -982670030 -> if (isNamed("policy")) policy = text() else skip()
            1398409737 -> if (isNamed("crosswalk")) crosswalk = text() else skip()
            -192389632 -> if (isNamed("last_blocking_on")) lastBlockingOn = day() else skip()
            -364364371 -> if (isNamed("progress_reports")) progressReports = list { text() } else skip()
            -934521548 -> if (isNamed("report")) report = text() else skip()
            -215087900 -> if (isNamed("statements")) statements = list { text() } else skip()
            -891436853 -> if (isNamed("status_list")) statusList = text() else skip()
            -1065983451 -> if (isNamed("trust_list")) trustList = text() else skip()
            else -> skip()
        }
    }
    return Inputs(
        policy ?: missing("policy"),
        crosswalk ?: missing("crosswalk"),
        lastBlockingOn,
        progressReports,
        report,
        statements,
        statusList,
        trustList,
    )
}

/** Something that holds for the report as a whole. */
public data class ReasonItem(
    /** What follows from it. */
    val outcome: Outcome,
    /** What it is. */
    val reason: Reason,
    /** What was found, such as a number of days. */
    val found: String? = null,
    /** The rule that fired: a JSON Pointer into the policy. */
    val rule: String? = null,
)

internal fun JsonReader.readReasonItem(): ReasonItem {
    var outcome: Outcome? = null
    var reason: Reason? = null
    var found: String? = null
    var rule: String? = null
    open()
    while (next()) {
        when (nameHash) {
            -1106507950 -> if (isNamed("outcome")) outcome = code(Outcome) else skip()
            -934964668 -> if (isNamed("reason")) reason = code(Reason) else skip()
            97621890 -> if (isNamed("found")) found = text() else skip()
            3512060 -> if (isNamed("rule")) rule = text() else skip()
            else -> skip()
        }
    }
    return ReasonItem(
        outcome ?: missing("outcome"),
        reason ?: missing("reason"),
        found,
        rule,
    )
}

/** The report on which a decision rests. */
public data class JudgedReport(
    /** Its issuer. */
    val iss: String,
    /** The facility, as the issuer names it. */
    val sub: String,
    /** The report's id. */
    val jti: String,
    /** Its revision. */
    val revision: Long,
    /** The facility's name. */
    val facilityName: String,
    /** The facility's country. */
    val facilityCountry: String,
    /** First day of the visit. */
    val startedOn: LocalDate,
    /** Days since the visit. */
    val ageDays: Long,
    /** Whether it still stands. */
    val standing: String,
    /** How many findings its view withholds: every view of a report has the same digest. */
    val findingsWithheldCount: Long,
    /** How many members it withholds. */
    val membersWithheldCount: Long,
)

internal fun JsonReader.readJudgedReport(): JudgedReport {
    var iss: String? = null
    var sub: String? = null
    var jti: String? = null
    var revision: Long? = null
    var facilityName: String? = null
    var facilityCountry: String? = null
    var startedOn: LocalDate? = null
    var ageDays: Long? = null
    var standing: String? = null
    var findingsWithheldCount: Long? = null
    var membersWithheldCount: Long? = null
    open()
    while (next()) {
        when (nameHash) {
            104585 -> if (isNamed("iss")) iss = text() else skip()
            114240 -> if (isNamed("sub")) sub = text() else skip()
            105567 -> if (isNamed("jti")) jti = text() else skip()
            -260786213 -> if (isNamed("revision")) revision = long() else skip()
            -1383435609 -> if (isNamed("facility_name")) facilityName = text() else skip()
            -188081670 -> if (isNamed("facility_country")) facilityCountry = text() else skip()
            -1568090531 -> if (isNamed("started_on")) startedOn = day() else skip()
            1454831511 -> if (isNamed("age_days")) ageDays = long() else skip()
            1312635980 -> if (isNamed("standing")) standing = text() else skip()
            1093663648 -> if (isNamed("findings_withheld_count")) findingsWithheldCount = long() else skip()
            1834395825 -> if (isNamed("members_withheld_count")) membersWithheldCount = long() else skip()
            else -> skip()
        }
    }
    return JudgedReport(
        iss ?: missing("iss"),
        sub ?: missing("sub"),
        jti ?: missing("jti"),
        revision ?: missing("revision"),
        facilityName ?: missing("facility_name"),
        facilityCountry ?: missing("facility_country"),
        startedOn ?: missing("started_on"),
        ageDays ?: missing("age_days"),
        standing ?: missing("standing"),
        findingsWithheldCount ?: missing("findings_withheld_count"),
        membersWithheldCount ?: missing("members_withheld_count"),
    )
}

/** A decision, in full. */
public data class Decision(
    /** What kind of document this is, and its version: `https://schemas.betterwork.org/decision/1`. */
    val schema: String,
    /** The answer. */
    val outcome: Outcome,
    /** Why: the first of the strictest reasons. */
    val reason: Reason,
    /** The instant for which it was decided, RFC 3339. */
    val decidedAt: Instant,
    /** Every clause of the code of conduct, in its order. */
    val clauses: List<ClauseDecision>,
    /** The digests of everything that was taken into account. */
    val inputs: Inputs,
    /** When time alone may change the answer, RFC 3339; absent where it cannot. */
    val nextChangeAt: Instant? = null,
    /** Why it may then change. */
    val nextChangeReason: Reason? = null,
    /** Non-compliances that no clause names and a rule of the policy does. */
    val outside: List<FindingDecision> = emptyList(),
    /** What speaks against the report as a whole, and notes on it. */
    val reasons: List<ReasonItem> = emptyList(),
    /** The report on which it rests. */
    val report: JudgedReport? = null,
    /** The rule that fired: a JSON Pointer (RFC 6901) into the policy. */
    val rule: String? = null,
)

internal fun JsonReader.readDecision(): Decision {
    var schema: String? = null
    var outcome: Outcome? = null
    var reason: Reason? = null
    var decidedAt: Instant? = null
    var clauses: List<ClauseDecision>? = null
    var inputs: Inputs? = null
    var nextChangeAt: Instant? = null
    var nextChangeReason: Reason? = null
    var outside: List<FindingDecision> = emptyList()
    var reasons: List<ReasonItem> = emptyList()
    var report: JudgedReport? = null
    var rule: String? = null
    open()
    while (next()) {
        when (nameHash) {
            -907987551 -> if (isNamed("schema")) schema = text() else skip()
            -1106507950 -> if (isNamed("outcome")) outcome = code(Outcome) else skip()
            -934964668 -> if (isNamed("reason")) reason = code(Reason) else skip()
            2056613206 -> if (isNamed("decided_at")) decidedAt = instant() else skip()
            853680356 -> if (isNamed("clauses")) clauses = list { readClauseDecision() } else skip()
            -1183866391 -> if (isNamed("inputs")) inputs = readInputs() else skip()
            937636054 -> if (isNamed("next_change_at")) nextChangeAt = instant() else skip()
            1525656935 -> if (isNamed("next_change_reason")) nextChangeReason = code(Reason) else skip()
            -1106037339 -> if (isNamed("outside")) outside = list { readFindingDecision() } else skip()
            1080866479 -> if (isNamed("reasons")) reasons = list { readReasonItem() } else skip()
            -934521548 -> if (isNamed("report")) report = readJudgedReport() else skip()
            3512060 -> if (isNamed("rule")) rule = text() else skip()
            else -> skip()
        }
    }
    return Decision(
        schema ?: missing("schema"),
        outcome ?: missing("outcome"),
        reason ?: missing("reason"),
        decidedAt ?: missing("decided_at"),
        clauses ?: missing("clauses"),
        inputs ?: missing("inputs"),
        nextChangeAt,
        nextChangeReason,
        outside,
        reasons,
        report,
        rule,
    )
}

/** One of the two reports. */
public data class Side(
    val digest: String,
    val jti: String,
    val revision: Long,
    val assessmentId: String,
    val cycle: Long,
    val startedOn: LocalDate,
    val toolId: String,
    val toolVersion: String,
    val standing: StandingValue,
    /** How many findings are withheld: of them nothing can be said. */
    val findingsWithheldCount: Long,
)

internal fun JsonReader.readSide(): Side {
    var digest: String? = null
    var jti: String? = null
    var revision: Long? = null
    var assessmentId: String? = null
    var cycle: Long? = null
    var startedOn: LocalDate? = null
    var toolId: String? = null
    var toolVersion: String? = null
    var standing: StandingValue? = null
    var findingsWithheldCount: Long? = null
    open()
    while (next()) {
        when (nameHash) {
            -1331913276 -> if (isNamed("digest")) digest = text() else skip()
            105567 -> if (isNamed("jti")) jti = text() else skip()
            -260786213 -> if (isNamed("revision")) revision = long() else skip()
            -1783452744 -> if (isNamed("assessment_id")) assessmentId = text() else skip()
            95131878 -> if (isNamed("cycle")) cycle = long() else skip()
            -1568090531 -> if (isNamed("started_on")) startedOn = day() else skip()
            -1140096734 -> if (isNamed("tool_id")) toolId = text() else skip()
            635704625 -> if (isNamed("tool_version")) toolVersion = text() else skip()
            1312635980 -> if (isNamed("standing")) standing = code(StandingValue) else skip()
            1093663648 -> if (isNamed("findings_withheld_count")) findingsWithheldCount = long() else skip()
            else -> skip()
        }
    }
    return Side(
        digest ?: missing("digest"),
        jti ?: missing("jti"),
        revision ?: missing("revision"),
        assessmentId ?: missing("assessment_id"),
        cycle ?: missing("cycle"),
        startedOn ?: missing("started_on"),
        toolId ?: missing("tool_id"),
        toolVersion ?: missing("tool_version"),
        standing ?: missing("standing"),
        findingsWithheldCount ?: missing("findings_withheld_count"),
    )
}

/** How many questions there are of each kind. */
public data class ChangeCounts(
    val newCount: Long,
    val persistentCount: Long,
    val remediatedCount: Long,
    val questionChangedCount: Long,
    val addedCount: Long,
    val goneCount: Long,
    val notComparableCount: Long,
    val stillCompliantCount: Long,
)

internal fun JsonReader.readChangeCounts(): ChangeCounts {
    var newCount: Long? = null
    var persistentCount: Long? = null
    var remediatedCount: Long? = null
    var questionChangedCount: Long? = null
    var addedCount: Long? = null
    var goneCount: Long? = null
    var notComparableCount: Long? = null
    var stillCompliantCount: Long? = null
    open()
    while (next()) {
        when (nameHash) {
            -267934288 -> if (isNamed("new_count")) newCount = long() else skip()
            1522120039 -> if (isNamed("persistent_count")) persistentCount = long() else skip()
            1261945714 -> if (isNamed("remediated_count")) remediatedCount = long() else skip()
            17662763 -> if (isNamed("question_changed_count")) questionChangedCount = long() else skip()
            261936400 -> if (isNamed("added_count")) addedCount = long() else skip()
            -1131216529 -> if (isNamed("gone_count")) goneCount = long() else skip()
            1335986518 -> if (isNamed("not_comparable_count")) notComparableCount = long() else skip()
            -1322566444 -> if (isNamed("still_compliant_count")) stillCompliantCount = long() else skip()
            else -> skip()
        }
    }
    return ChangeCounts(
        newCount ?: missing("new_count"),
        persistentCount ?: missing("persistent_count"),
        remediatedCount ?: missing("remediated_count"),
        questionChangedCount ?: missing("question_changed_count"),
        addedCount ?: missing("added_count"),
        goneCount ?: missing("gone_count"),
        notComparableCount ?: missing("not_comparable_count"),
        stillCompliantCount ?: missing("still_compliant_count"),
    )
}

/** What became of a question. */
public class ChangeKind private constructor(code: String) : Code(code) {
    public companion object : Codes<ChangeKind>() {
        /** Non-compliant now, and compliant or not applicable before. */
        @JvmField public val NEW: ChangeKind = ChangeKind("new")

        /** Non-compliant before and now. */
        @JvmField public val PERSISTENT: ChangeKind = ChangeKind("persistent")

        /** Non-compliant before, compliant now. */
        @JvmField public val REMEDIATED: ChangeKind = ChangeKind("remediated")

        /** The same id asks something else. */
        @JvmField public val QUESTION_CHANGED: ChangeKind = ChangeKind("question_changed")

        /** The earlier questionnaire did not ask it. */
        @JvmField public val ADDED: ChangeKind = ChangeKind("added")

        /** The later questionnaire does not ask it. */
        @JvmField public val GONE: ChangeKind = ChangeKind("gone")

        /** Nobody can say: see the reason. */
        @JvmField public val NOT_COMPARABLE: ChangeKind = ChangeKind("not_comparable")

        /** Compliant before and now; counted, not listed. */
        @JvmField public val STILL_COMPLIANT: ChangeKind = ChangeKind("still_compliant")

        override val known: List<ChangeKind> = listOf(NEW, PERSISTENT, REMEDIATED, QUESTION_CHANGED, ADDED, GONE, NOT_COMPARABLE, STILL_COMPLIANT)

        override fun unknown(code: String): ChangeKind = ChangeKind(code)
    }
}

/** How a question of one report was found in the other. */
public class MatchedBy private constructor(code: String) : Code(code) {
    public companion object : Codes<MatchedBy>() {
        /** By its id in the questionnaire. */
        @JvmField public val QUESTION: MatchedBy = MatchedBy("question")

        /** By the global question to which both map. */
        @JvmField public val GLOBAL_QUESTION: MatchedBy = MatchedBy("global_question")

        override val known: List<MatchedBy> = listOf(QUESTION, GLOBAL_QUESTION)

        override fun unknown(code: String): MatchedBy = MatchedBy(code)
    }
}

/** Why nobody can say what became of a question. */
public class NotComparable private constructor(code: String) : Code(code) {
    public companion object : Codes<NotComparable>() {
        /** One side does not show it, and withholds findings. */
        @JvmField public val WITHHELD: NotComparable = NotComparable("withheld")

        /** It was not assessed on one side. */
        @JvmField public val NOT_ASSESSED: NotComparable = NotComparable("not_assessed")

        /** It does not apply on one side, and is not non-compliant on the later one. */
        @JvmField public val NOT_APPLICABLE: NotComparable = NotComparable("not_applicable")

        /** One side has a result or kind that this version does not know. */
        @JvmField public val UNKNOWN_CODE: NotComparable = NotComparable("unknown_code")

        /** Its id or its global question names more than one question of a side. */
        @JvmField public val AMBIGUOUS: NotComparable = NotComparable("ambiguous")

        override val known: List<NotComparable> = listOf(WITHHELD, NOT_ASSESSED, NOT_APPLICABLE, UNKNOWN_CODE, AMBIGUOUS)

        override fun unknown(code: String): NotComparable = NotComparable(code)
    }
}

/** A question and what became of it. The names are those of the later report where it asks the question. */
public data class Change(
    val change: ChangeKind,
    val cluster: String,
    val compliancePoint: String,
    val question: String,
    val text: String,
    /** Whether the later report discloses it publicly, or the earlier one where the later does not show it. */
    val isPublic: Boolean,
    /** Of a persistent one: in how many reports in a row, the later one among them. */
    val cyclesCount: Long? = null,
    /** Its id in the earlier report, where that is another. */
    val earlierQuestion: String? = null,
    val earlierResult: String? = null,
    /** Its text in the earlier report, where that asks something else. */
    val earlierText: String? = null,
    val globalQuestion: String? = null,
    val laterResult: String? = null,
    val matchedBy: MatchedBy? = null,
    val reason: NotComparable? = null,
    /** Of a persistent one: the cycle since which every report that was compared has it. */
    val sinceCycle: Long? = null,
)

internal fun JsonReader.readChange(): Change {
    var change: ChangeKind? = null
    var cluster: String? = null
    var compliancePoint: String? = null
    var question: String? = null
    var text: String? = null
    var isPublic: Boolean? = null
    var cyclesCount: Long? = null
    var earlierQuestion: String? = null
    var earlierResult: String? = null
    var earlierText: String? = null
    var globalQuestion: String? = null
    var laterResult: String? = null
    var matchedBy: MatchedBy? = null
    var reason: NotComparable? = null
    var sinceCycle: Long? = null
    open()
    while (next()) {
        when (nameHash) {
            -1361636432 -> if (isNamed("change")) change = code(ChangeKind) else skip()
            872092154 -> if (isNamed("cluster")) cluster = text() else skip()
            -5461908 -> if (isNamed("compliance_point")) compliancePoint = text() else skip()
            -1165870106 -> if (isNamed("question")) question = text() else skip()
            3556653 -> if (isNamed("text")) text = text() else skip()
            -513384674 -> if (isNamed("is_public")) isPublic = boolean() else skip()
            -971502947 -> if (isNamed("cycles_count")) cyclesCount = long() else skip()
            -1385334267 -> if (isNamed("earlier_question")) earlierQuestion = text() else skip()
            383779324 -> if (isNamed("earlier_result")) earlierResult = text() else skip()
            192637644 -> if (isNamed("earlier_text")) earlierText = text() else skip()
            120901890 -> if (isNamed("global_question")) globalQuestion = text() else skip()
            -2048635600 -> if (isNamed("later_result")) laterResult = text() else skip()
            1870308690 -> if (isNamed("matched_by")) matchedBy = code(MatchedBy) else skip()
            -934964668 -> if (isNamed("reason")) reason = code(NotComparable) else skip()
            2096438177 -> if (isNamed("since_cycle")) sinceCycle = long() else skip()
            else -> skip()
        }
    }
    return Change(
        change ?: missing("change"),
        cluster ?: missing("cluster"),
        compliancePoint ?: missing("compliance_point"),
        question ?: missing("question"),
        text ?: missing("text"),
        isPublic ?: missing("is_public"),
        cyclesCount,
        earlierQuestion,
        earlierResult,
        earlierText,
        globalQuestion,
        laterResult,
        matchedBy,
        reason,
        sinceCycle,
    )
}

/** The difference between two assessments of one facility. */
public data class Diff(
    /** The issuer. */
    val iss: String,
    /** The facility, as its issuer names it. */
    val sub: String,
    /** Its name in the later report. */
    val facilityName: String,
    /** Its country. */
    val facilityCountry: String,
    /** Whether a report is test data. */
    val isTest: Boolean,
    /** The earlier report. */
    val earlier: Side,
    /** The later report. */
    val later: Side,
    /** How many questions there are of each kind. */
    val counts: ChangeCounts,
    /** The questions by kind, those that are still compliant aside. */
    val changes: List<Change>,
)

internal fun JsonReader.readDiff(): Diff {
    var iss: String? = null
    var sub: String? = null
    var facilityName: String? = null
    var facilityCountry: String? = null
    var isTest: Boolean? = null
    var earlier: Side? = null
    var later: Side? = null
    var counts: ChangeCounts? = null
    var changes: List<Change>? = null
    open()
    while (next()) {
        when (nameHash) {
            104585 -> if (isNamed("iss")) iss = text() else skip()
            114240 -> if (isNamed("sub")) sub = text() else skip()
            -1383435609 -> if (isNamed("facility_name")) facilityName = text() else skip()
            -188081670 -> if (isNamed("facility_country")) facilityCountry = text() else skip()
            2082249351 -> if (isNamed("is_test")) isTest = boolean() else skip()
            -1965778112 -> if (isNamed("earlier")) earlier = readSide() else skip()
            102744716 -> if (isNamed("later")) later = readSide() else skip()
            -1354575548 -> if (isNamed("counts")) counts = readChangeCounts() else skip()
            738943683 -> if (isNamed("changes")) changes = list { readChange() } else skip()
            else -> skip()
        }
    }
    return Diff(
        iss ?: missing("iss"),
        sub ?: missing("sub"),
        facilityName ?: missing("facility_name"),
        facilityCountry ?: missing("facility_country"),
        isTest ?: missing("is_test"),
        earlier ?: missing("earlier"),
        later ?: missing("later"),
        counts ?: missing("counts"),
        changes ?: missing("changes"),
    )
}
