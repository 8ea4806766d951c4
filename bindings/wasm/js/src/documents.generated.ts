// Types of the documents. Generated from schemas/ by `cargo xtask gen`; do not edit.

/** Why a document was refused: a closed set, the same in every language. */
export type ErrorCode =
  | 'malformed'
  | 'too_large'
  | 'wrong_document'
  | 'unsupported_version'
  | 'unsupported_algorithm'
  | 'unknown_key'
  | 'key_not_valid'
  | 'not_authorised'
  | 'bad_signature'
  | 'bad_disclosure'
  | 'inconsistent'
  | 'not_yet_valid'
  | 'trust_expired'
  | 'trust_rollback'
  | 'status_stale'
  | 'status_rollback'
  | 'status_mismatch'

/** One revision of one report, by its digest. */
export interface About {
  /** Its digest. */
  readonly digest: string
  /** The report's `jti`. */
  readonly jti: string
  /** Its revision. */
  readonly revision: number
}

export type AcceptedStanding = 'valid' | 'superseded' | 'suspended' | 'revoked' | 'unknown'

export type Action = 'accept' | 'follow_up' | 'block'

/** A postal address. */
export interface Address {
  /** Street and number, as written. */
  readonly lines?: readonly string[]
  /** Town or city. */
  readonly locality?: string
  /** Postal code. */
  readonly postal_code?: string
  /** Province or state. */
  readonly region?: string
}

/** What a report was verified against, by digest. */
export interface Against {
  /** The status list that the report names, where the caller held it: SHA-256 over its signing input. */
  readonly status_list?: string
  /** The trust list: SHA-256 over its base64url payload. */
  readonly trust_list: string
}

/** How old what a report says is. */
export interface Age {
  /** Whole days (UTC) since `since_on`. */
  readonly days: number
  /** Whether the reliance period that the issuer set is over. */
  readonly lapsed: boolean
  /** The last day of the visit, or the first where the last is not stated. */
  readonly since_on: string
}

/** The visit on which a report rests. */
export interface Assessment {
  /** Whether the factory knew of the visit beforehand. */
  readonly announced?: boolean
  /** How many assessors there were. */
  readonly assessor_count?: number
  /** How many assessments the facility has had, this one included. */
  readonly cycle: number
  /** Last day of the visit. */
  readonly ended_on?: string
  /** Id of the assessment in the issuer's system. */
  readonly id: string
  /** How much work the visit was, in days of one person. */
  readonly person_days?: string
  /** How the visit went. */
  readonly process?: Process
  /** First day of the visit. */
  readonly started_on: string
  /** The national questionnaire. */
  readonly tool: Tool
  /** What kind of visit it was. */
  readonly type: AssessmentType
}

/** What an assessment report says. */
export interface AssessmentBody {
  /** The visit. */
  readonly assessment: Assessment
  /** What was found, point by point. */
  readonly compliance_points: readonly CompliancePoint[]
  /** The factory that was assessed. */
  readonly facility: Facility
  /** The facility's assessment before this one. */
  readonly follows?: Follows
  /** What the factory does about it. */
  readonly improvement_plan?: readonly ImprovementItem[]
  /** Other figures. */
  readonly indicators?: readonly Indicator[]
  /** The language in which the assessors wrote, a BCP 47 tag. */
  readonly language: string
  /** Extensions that a reader must know to read this report rightly. */
  readonly must_understand: readonly string[]
  /** Whether and from when the report may be shown publicly. */
  readonly publication: Publication
  /** 1, and one more with every correction. */
  readonly revision: number
  /** How management and workers talk to each other. */
  readonly social_dialogue?: SocialDialogue
  /** Digest of the revision before; exactly where `revision` is above 1. */
  readonly supersedes?: string
  /** The training that was held. */
  readonly training?: readonly TrainingItem[]
  /** Version of the format, `major.minor`. */
  readonly version: string
}

/** The envelope as it stands in JSON. */
export interface AssessmentReport {
  /** The facility's key, for its replies. */
  readonly cnf?: Confirmation
  /** The end of the reliance period, if the programme sets one: seconds since 1970, UTC. */
  readonly exp?: number
  /** When it was signed: seconds since 1970, UTC. */
  readonly iat: number
  /** The issuer: an entity of the trust list. */
  readonly iss: string
  /** The report: a random UUID as a URN, the same in every revision. */
  readonly jti: string
  /** What the report says. */
  readonly report: AssessmentBody
  /** Where its status stands. */
  readonly status: Status
  /** The facility, as the issuer names it. */
  readonly sub: string
  /** The kind of document and its major version. */
  readonly vct: 'https://schemas.betterwork.org/assessment-report/1'
}

export type AssessmentType = 'full' | (string & {})

export type Audience = 'public' | 'restricted' | (string & {})

export type Basis = 'international_standard' | 'national_law' | 'benchmark' | (string & {})

/** A question and what became of it. The names are those of the later report where it asks the question. */
export interface Change {
  readonly change: ChangeKind
  readonly cluster: string
  readonly compliance_point: string
  /** Of a persistent one: in how many reports in a row, the later one among them. */
  readonly cycles_count?: number
  /** Its id in the earlier report, where that is another. */
  readonly earlier_question?: string
  readonly earlier_result?: string
  /** Its text in the earlier report, where that asks something else. */
  readonly earlier_text?: string
  readonly global_question?: string
  /** Whether the later report discloses it publicly, or the earlier one where the later does not show it. */
  readonly is_public: boolean
  readonly later_result?: string
  readonly matched_by?: MatchedBy
  readonly question: string
  readonly reason?: NotComparable
  /** Of a persistent one: the cycle since which every report that was compared has it. */
  readonly since_cycle?: number
  readonly text: string
}

/** How many questions there are of each kind. */
export interface ChangeCounts {
  readonly added_count: number
  readonly gone_count: number
  readonly new_count: number
  readonly not_comparable_count: number
  readonly persistent_count: number
  readonly question_changed_count: number
  readonly remediated_count: number
  readonly still_compliant_count: number
}

/** What became of a question. */
export type ChangeKind = 'new' | 'persistent' | 'remediated' | 'question_changed' | 'added' | 'gone' | 'not_comparable' | 'still_compliant'

/** A clause of a code of conduct. */
export interface Clause {
  /** How much of the clause the points below answer together; absent exactly where the clause has parts. */
  readonly coverage?: Coverage
  /** The clause's number or name in the code. */
  readonly id: string
  /** Which law the points test, and how the clause compares with it. */
  readonly level_of_law?: LanguageMap
  /** The points that answer it; none exactly where `coverage` is `none`. */
  readonly mappings?: readonly Mapping[]
  /** The clause of which this one is a part. */
  readonly part_of?: string
  /** Why these points, and what they leave open. */
  readonly rationale?: LanguageMap
  /** What it demands, in words. */
  readonly title: LanguageMap
}

/** What follows for one clause. */
export interface ClauseDecision {
  /** The clause. */
  readonly clause: string
  /** How much of it an assessment answers. */
  readonly coverage: Coverage
  /** The findings that are not compliant, and what each means. */
  readonly findings?: readonly FindingDecision[]
  /** What follows. */
  readonly outcome: Outcome
  /** The compliance points on which it rests: JSON Pointers into the report's payload. */
  readonly points?: readonly string[]
  /** Why. */
  readonly reason: Reason
  /** The rule that fired: a JSON Pointer into the policy. */
  readonly rule?: string
  /** What a short visit would have to look at. */
  readonly top_up?: readonly TopUp[]
}

/** The findings of one compliance point. */
export interface CompliancePoint {
  /** Code of the cluster (`working_time`). */
  readonly cluster: string
  /** What the findings rest on. */
  readonly evidence?: readonly Evidence[]
  /** All other findings. */
  readonly findings?: readonly Finding[]
  /** Code of the point within its cluster (`overtime`). */
  readonly id: string
  /** The floor: findings tagged `public_disclosure`, which nobody can withhold. */
  readonly public_findings: readonly Finding[]
  /** How many findings the point has, facts and withheld ones among them. */
  readonly question_count: number
}

/** Wraps a key as RFC 7800 §3.2 does. */
export interface Confirmation {
  /** The key. */
  readonly jwk: Jwk
}

/** What a consent allows. */
export interface Consent {
  /** The subscriber who may see it. */
  readonly subscriber: string
  /** The view: `full` or `public`. */
  readonly view: string
}

/** A place on the globe, WGS 84. */
export interface Coordinates {
  /** Degrees north, -90 to 90; absent only where nothing was said. */
  readonly latitude?: string
  /** Degrees east, -180 to 180; absent only where nothing was said. */
  readonly longitude?: string
}

export type Coverage = 'full' | 'partial' | 'none'

/** A code of conduct, clause by clause, and the compliance points that answer it. */
export interface Crosswalk {
  /** The clauses, in the order of the code. */
  readonly clauses: readonly Clause[]
  /** The crosswalk's own id. */
  readonly id: string
  /** Who stands behind the crosswalk, and who does not. */
  readonly notice?: LanguageMap
  /** What kind of document this is, and its version: `https://schemas.betterwork.org/crosswalk/1`. */
  readonly schema: string
  /** The taxonomy whose points it names: `https://schemas.betterwork.org/taxonomy/1`. */
  readonly taxonomy: string
  /** The code of conduct, in words. */
  readonly title: LanguageMap
  /** The crosswalk's own version. */
  readonly version: string
}

/** A decision, in full. */
export interface Decision {
  /** Every clause of the code of conduct, in its order. */
  readonly clauses: readonly ClauseDecision[]
  /** The instant for which it was decided, RFC 3339. */
  readonly decided_at: string
  /** The digests of everything that was taken into account. */
  readonly inputs: Inputs
  /** When time alone may change the answer, RFC 3339; absent where it cannot. */
  readonly next_change_at?: string
  /** Why it may then change. */
  readonly next_change_reason?: Reason
  /** The answer. */
  readonly outcome: Outcome
  /** Non-compliances that no clause names and a rule of the policy does. */
  readonly outside?: readonly FindingDecision[]
  /** Why: the first of the strictest reasons. */
  readonly reason: Reason
  /** What speaks against the report as a whole, and notes on it. */
  readonly reasons?: readonly ReasonItem[]
  /** The report on which it rests. */
  readonly report?: JudgedReport
  /** The rule that fired: a JSON Pointer (RFC 6901) into the policy. */
  readonly rule?: string
  /** What kind of document this is, and its version: `https://schemas.betterwork.org/decision/1`. */
  readonly schema: string
}

export type DialogueAnswer = 'no_progress' | 'moderate_progress' | 'on_track' | (string & {})

/** One answer about social dialogue. */
export interface DialogueQuestion {
  /** The answer. */
  readonly answer: DialogueAnswer
  /** Id of the question. */
  readonly question: string
  /** The question in words. */
  readonly text: LanguageMap
}

/** The difference between two assessments of one facility. */
export interface Diff {
  /** The questions by kind, those that are still compliant aside. */
  readonly changes: readonly Change[]
  /** How many questions there are of each kind. */
  readonly counts: ChangeCounts
  /** The earlier report. */
  readonly earlier: Side
  /** Its country. */
  readonly facility_country: string
  /** Its name in the later report. */
  readonly facility_name: string
  /** Whether a report is test data. */
  readonly is_test: boolean
  /** The issuer. */
  readonly iss: string
  /** The later report. */
  readonly later: Side
  /** The facility, as its issuer names it. */
  readonly sub: string
}

/** How much of a report is shown. */
export type Disclosure = { readonly value: 'complete' } | { readonly findings: number; readonly members: number; readonly value: 'partial' }

/** What a finding rests on. */
export interface Evidence {
  /** What was found, in words. */
  readonly explanation: LanguageMap
  /** Id of the question in the national tool. */
  readonly question: string
  /** Where it comes from. */
  readonly sources: readonly Source[]
  /** How many workers are affected. */
  readonly workers_affected_count?: number
}

/** The factory that was assessed. */
export interface Facility {
  /** Its address. */
  readonly address?: Address
  /** Where exactly it stands. */
  readonly coordinates?: Coordinates
  /** Where it stands. */
  readonly country: string
  /** Its identifiers in other systems. */
  readonly identifiers?: readonly Identifier[]
  /** What it makes. */
  readonly industry?: Industry
  /** Its name; several factories may share one. */
  readonly name: string
  /** What it makes and for whom. */
  readonly operations?: Operations
  /** Who owns it. */
  readonly ownership?: Ownership
  /** How many people work in it. */
  readonly workforce?: Workforce
}

/** One answer to one question of the assessment tool. */
export interface Finding {
  /** What the requirement rests on. */
  readonly basis?: Basis
  /** Id of the global question to which the national one maps. */
  readonly global_question?: string
  /** Whether it asks for compliance or for a fact. */
  readonly kind: FindingKind
  /** The articles of law and standards that the requirement rests on. */
  readonly legal_references?: readonly string[]
  /** Id of the question in the national tool. */
  readonly question: string
  /** The result of a compliance question; exactly where `kind` is `compliance`. */
  readonly result?: FindingResult
  /** Codes that mark the question, `public_disclosure` and `zero_tolerance` among them. */
  readonly tags?: readonly string[]
  /** The question, or the issue, in words. */
  readonly text: LanguageMap
  /** The answer to a fact question; exactly where `kind` is `fact`. */
  readonly value?: string
}

/** A finding that is not compliant, and what it means. */
export interface FindingDecision {
  /** The point, `cluster/point`. */
  readonly compliance_point: string
  /** What follows from it. */
  readonly outcome: Outcome
  /** A JSON Pointer into the report's payload, all of it disclosed. */
  readonly path: string
  /** What the newest progress report says of it. */
  readonly progress?: string
  /** The question of the national tool. */
  readonly question: string
  /** Why. */
  readonly reason: Reason
  /** The rule that fired: a JSON Pointer into the policy. */
  readonly rule?: string
}

export type FindingKind = 'compliance' | 'fact' | (string & {})

export type FindingResult = 'compliant' | 'non_compliant' | 'not_applicable' | 'not_assessed' | (string & {})

/** The facility's assessment before this one. */
export interface Follows {
  /** Its report's digest. */
  readonly digest: string
  /** Its report's `jti`. */
  readonly jti: string
}

/** An identifier of the facility in one scheme. */
export interface Identifier {
  /** The scheme: `os_id` (Open Supply Hub), `lei` (ISO 17442), `gln` (GS1), `duns`, `star`, or another. */
  readonly scheme: string
  /** The identifier, as the scheme writes it. */
  readonly value: string
}

/** One step of the improvement plan. */
export interface ImprovementItem {
  /** What is to be done, in words. */
  readonly action: LanguageMap
  /** The point it is about, `cluster/point`. */
  readonly compliance_point: string
  /** By when. */
  readonly due_on?: string
  /** Id of the question in the national tool. */
  readonly question?: string
  /** How far it is. */
  readonly status: ImprovementStatus
}

export type ImprovementStatus = 'pending' | 'in_progress' | 'completed' | (string & {})

/** A figure about the factory over a period. */
export interface Indicator {
  /** First day of the period. */
  readonly from_on: string
  /** Code of the indicator. */
  readonly id: string
  /** What it says, in words. */
  readonly name: LanguageMap
  /** Last day of the period. */
  readonly to_on: string
  /** UCUM unit, or ISO 4217 currency for money. */
  readonly unit: string
  /** The figure. */
  readonly value: string
}

/** What a factory makes; the sector is data. */
export interface Industry {
  /** Class, group or division of ISIC rev. 4 (`1410`). */
  readonly isic: string
}

/** The digests of everything that a decision took into account. */
export interface Inputs {
  /** The crosswalk: SHA-256 over its bytes. */
  readonly crosswalk: string
  /** The day of the last assessment that blocked the factory. */
  readonly last_blocking_on?: string
  /** The policy: SHA-256 over its bytes. */
  readonly policy: string
  /** The progress reports, sorted. */
  readonly progress_reports?: readonly string[]
  /** The report: SHA-256 over its signing input. */
  readonly report?: string
  /** The statements, sorted. */
  readonly statements?: readonly string[]
  /** The status list. */
  readonly status_list?: string
  /** The trust list. */
  readonly trust_list?: string
}

/** The report on which a decision rests. */
export interface JudgedReport {
  /** Days since the visit. */
  readonly age_days: number
  /** The facility's country. */
  readonly facility_country: string
  /** The facility's name. */
  readonly facility_name: string
  /** How many findings its view withholds: every view of a report has the same digest. */
  readonly findings_withheld_count: number
  /** Its issuer. */
  readonly iss: string
  /** The report's id. */
  readonly jti: string
  /** How many members it withholds. */
  readonly members_withheld_count: number
  /** Its revision. */
  readonly revision: number
  /** Whether it still stands. */
  readonly standing: string
  /** First day of the visit. */
  readonly started_on: string
  /** The facility, as the issuer names it. */
  readonly sub: string
}

/** A public Ed25519 key as a JSON Web Key: `kty` `OKP`, `crv` `Ed25519`, and no other member needed. */
export interface Jwk {
  /** Curve, `Ed25519`. */
  readonly crv: string
  /** Key type, `OKP`. */
  readonly kty: string
  /** The key, 32 bytes in base64url. */
  readonly x: string
}

/** A text in one or more languages: BCP 47 tag to text. */
export type LanguageMap = { readonly [name: string]: string }

/** A compliance point that answers a clause, or some of its questions. */
export interface Mapping {
  /** The point. */
  readonly compliance_point: PointId
  /** Only questions that map to these global ones. */
  readonly global_questions?: readonly string[]
  /** Only these questions of the national tool. */
  readonly questions?: readonly string[]
}

/** How a question of one report was found in the other. */
export type MatchedBy = 'question' | 'global_question'

/** What a non-compliance at a point or question means; all that is named must fit. */
export interface NonComplianceRule {
  /** What it means. */
  readonly action: Action
  /** The point. */
  readonly compliance_point?: PointId
  /** The global question. */
  readonly global_question?: string
  /** The question of the national tool. */
  readonly question?: string
}

/** What a non-compliance means: the finest rule that fits decides, of two alike the stricter. */
export interface NonComplianceRules {
  /** What it means where no rule fits. */
  readonly default: Action
  /** The rules. */
  readonly rules?: readonly NonComplianceRule[]
}

/** Why nobody can say what became of a question. */
export type NotComparable = 'withheld' | 'not_assessed' | 'not_applicable' | 'unknown_code' | 'ambiguous'

/** What the factory makes and for whom. */
export interface Operations {
  /** The year in which it began. */
  readonly began_year?: number
  /** Its customers. */
  readonly customers?: readonly string[]
  /** Its products. */
  readonly products?: readonly string[]
}

export type Outcome = 'accept' | 'top_up' | 'follow_up' | 'full_audit'

/** Who owns the factory. */
export interface Ownership {
  /** The owner's country. */
  readonly country?: string
  /** The company that owns it. */
  readonly parent_company?: string
}

export type PartlyCovered = 'top_up' | 'accept'

/** A compliance point, `cluster/point`. */
export type PointId = 'child_labour/child_labourers' | 'child_labour/hazardous_work_and_other_worst_forms' | 'child_labour/documentation_and_protection_of_young_workers' | 'discrimination/gender' | 'discrimination/race_and_origin' | 'discrimination/religion_and_political_opinion' | 'discrimination/other_grounds' | 'forced_labour/coercion' | 'forced_labour/bonded_labour' | 'forced_labour/forced_labour_and_overtime' | 'forced_labour/prison_labour' | 'freedom_of_association_and_collective_bargaining/freedom_to_associate' | 'freedom_of_association_and_collective_bargaining/union_operations' | 'freedom_of_association_and_collective_bargaining/interference_and_discrimination' | 'freedom_of_association_and_collective_bargaining/collective_bargaining' | 'freedom_of_association_and_collective_bargaining/strikes' | 'compensation/minimum_wages_piece_rate_wages' | 'compensation/overtime_wages' | 'compensation/premium_pay' | 'compensation/method_of_payment' | 'compensation/wage_information_use_and_deduction' | 'compensation/paid_leave' | 'compensation/social_security_and_other_benefits' | 'contracts_and_human_resources/employment_contracts' | 'contracts_and_human_resources/contracting_procedures' | 'contracts_and_human_resources/dialogue_discipline_and_disputes' | 'contracts_and_human_resources/termination' | 'occupational_safety_and_health/osh_management_systems' | 'occupational_safety_and_health/chemicals_and_hazardous_substances' | 'occupational_safety_and_health/worker_protection' | 'occupational_safety_and_health/working_environment' | 'occupational_safety_and_health/health_services_and_first_aid' | 'occupational_safety_and_health/welfare_facilities' | 'occupational_safety_and_health/worker_accommodation' | 'occupational_safety_and_health/emergency_preparedness' | 'working_time/regular_hours' | 'working_time/overtime' | 'working_time/leave'

/** A buyer's rules. */
export interface Policy {
  /** Whether reports of a test trust list count, which are test data; they do not where this is absent. */
  readonly accept_test_data?: boolean
  /** The countries in which they count; all where absent. */
  readonly countries?: readonly string[]
  /** What must be shown: `complete`, or a list of points all of whose findings must be. */
  readonly disclosure: RequiredDisclosure
  /** For how many days more it is taken, with a note. */
  readonly grace_days?: number
  /** The policy's own id. */
  readonly id: string
  /** The issuers whose reports count: the `iss` of a report. */
  readonly issuers: readonly string[]
  /** Whether the visit must be later than the last blocking assessment that the buyer knows of. */
  readonly later_than_last_blocking: boolean
  /** How old a report may be, in days since the visit. */
  readonly maximum_age_days: number
  /** How old the status list may be that says so, in days. */
  readonly maximum_status_age_days?: number
  /** What a non-compliance means. */
  readonly non_compliance: NonComplianceRules
  /** What a clause means that is answered in part. */
  readonly partly_covered_clause: PartlyCovered
  /** What kind of document this is, and its version: `https://schemas.betterwork.org/policy/1`. */
  readonly schema: string
  /** The standings with which a report counts, such as `valid`. */
  readonly standings: readonly AcceptedStanding[]
  /** The policy, in words. */
  readonly title: LanguageMap
  /** What a clause means that nothing answers. */
  readonly uncovered_clause: Uncovered
  /** The policy's own version. */
  readonly version: string
  /** What must be said of the visit. */
  readonly visit?: VisitRules
  /** Tags that block where a question that carries one is non-compliant. */
  readonly zero_tolerance_tags?: readonly string[]
}

/** How the visit went; persons are counts, never names. */
export interface Process {
  /** Whether the assessors' access was unreasonably restricted. */
  readonly access_restricted?: boolean
  /** Concerns about the integrity of the visit. */
  readonly concerns?: readonly LanguageMap[]
  /** Whether documents were provided in time. */
  readonly documents_in_time?: boolean
  /** Good practices that were seen. */
  readonly good_practices?: readonly LanguageMap[]
  /** How many managers were interviewed. */
  readonly managers_interviewed_count?: number
  /** How many union representatives were interviewed. */
  readonly union_representatives_interviewed_count?: number
  /** How many workers were interviewed. */
  readonly workers_interviewed_count?: number
}

/** What a progress report says. */
export interface ProgressBody {
  /** The assessment report whose findings it follows up. */
  readonly about: About
  /** What the factory does about its findings. */
  readonly improvement_plan?: readonly ImprovementItem[]
  /** The language in which it is written, a BCP 47 tag. */
  readonly language: string
  /** Extensions that a reader must know to read this report rightly. */
  readonly must_understand: readonly string[]
  /** 1 for the first progress report of the cycle, 2 for the second. */
  readonly number: number
  /** Whether and from when it may be shown publicly. */
  readonly publication: Publication
  /** What became of publicly reported findings. */
  readonly remediation?: readonly Remediation[]
  /** The day to which it refers. */
  readonly reported_on: string
  /** 1, and one more with every correction. */
  readonly revision: number
  /** How management and workers talk to each other. */
  readonly social_dialogue?: SocialDialogue
  /** Digest of the revision before; exactly where `revision` is above 1. */
  readonly supersedes?: string
  /** The training that was held. */
  readonly training?: readonly TrainingItem[]
  /** Version of the format, `major.minor`. */
  readonly version: string
}

/** The envelope as it stands in JSON. */
export interface ProgressReport {
  /** The facility's key, for its replies. */
  readonly cnf?: Confirmation
  /** The end of the reliance period, if the programme sets one: seconds since 1970, UTC. */
  readonly exp?: number
  /** When it was signed: seconds since 1970, UTC. */
  readonly iat: number
  /** The issuer: an entity of the trust list. */
  readonly iss: string
  /** The report: a random UUID as a URN, the same in every revision. */
  readonly jti: string
  /** What the report says. */
  readonly report: ProgressBody
  /** Where its status stands. */
  readonly status: Status
  /** The facility, as the issuer names it. */
  readonly sub: string
  /** The kind of document and its major version. */
  readonly vct: 'https://schemas.betterwork.org/progress-report/1'
}

/** Whether and from when the public part of a report may be shown publicly. */
export interface Publication {
  /** For whom the report is meant. */
  readonly audience: Audience
  /** From which day on it may be shown publicly. */
  readonly from?: string
}

/** Whether a report may be shown publicly. */
export interface PublicationState {
  /** The answer. */
  readonly public: boolean
  /** Why not: `restricted`, `not_yet`, `superseded`, `suspended` or `revoked`. */
  readonly reason?: string
}

export type Reason = 'accepted' | 'no_report' | 'issuer_not_accepted' | 'country_not_accepted' | 'test_data' | 'standing_not_accepted' | 'status_too_old' | 'lapsed' | 'too_old' | 'within_grace' | 'not_later_than_blocking' | 'disclosure_insufficient' | 'announced_visit' | 'too_few_person_days' | 'no_worker_interviews' | 'no_union_interviews' | 'not_stated' | 'compliant' | 'not_applicable' | 'non_compliance_accepted' | 'remediation_verified' | 'non_compliance' | 'blocking_non_compliance' | 'zero_tolerance' | 'withheld' | 'not_assessed' | 'not_in_report' | 'not_covered' | 'partly_covered' | 'out_of_scope'

/** Something that holds for the report as a whole. */
export interface ReasonItem {
  /** What was found, such as a number of days. */
  readonly found?: string
  /** What follows from it. */
  readonly outcome: Outcome
  /** What it is. */
  readonly reason: Reason
  /** The rule that fired: a JSON Pointer into the policy. */
  readonly rule?: string
}

/** What became of one publicly reported finding. */
export interface Remediation {
  /** The day on which that was claimed or seen. */
  readonly on?: string
  /** Id of the question in the national tool. */
  readonly question: string
  /** What became of it. */
  readonly result: RemediationResult
}

export type RemediationResult = 'claimed' | 'verified_remediated' | 'verified_not_remediated' | (string & {})

export type RequiredDisclosure = 'complete' | readonly PointId[]

/** The root: keys, and how many of them must sign a trust list. */
export interface Root {
  /** The keys. */
  readonly keys: readonly Jwk[]
  /** How many different ones must sign. */
  readonly threshold: number
}

/** One of the two reports. */
export interface Side {
  readonly assessment_id: string
  readonly cycle: number
  readonly digest: string
  /** How many findings are withheld: of them nothing can be said. */
  readonly findings_withheld_count: number
  readonly jti: string
  readonly revision: number
  readonly standing: StandingValue
  readonly started_on: string
  readonly tool_id: string
  readonly tool_version: string
}

/** Who signed a report. */
export interface Signer {
  /** The entity of the trust list, the report's `iss`. */
  readonly entity: string
  /** Whether the key is in use: `active` or `retired`. */
  readonly key_state: string
  /** The key, by its RFC 7638 thumbprint. */
  readonly kid: string
  /** Its name. */
  readonly name: string
  /** What it is: `programme`. */
  readonly role: string
  /** Whether the trust list is a test list; then the report is test data, and must be shown as such. */
  readonly test: boolean
}

/** The bipartite committee and its work; persons are counts. */
export interface SocialDialogue {
  /** Answers about its work. */
  readonly answers?: readonly DialogueQuestion[]
  /** Members who represent management. */
  readonly management_members_count?: number
  /** How often the committee met. */
  readonly meetings_count?: number
  /** Union members among them. */
  readonly union_members_count?: number
  /** Women among them. */
  readonly women_members_count?: number
  /** Members who represent workers. */
  readonly worker_members_count?: number
}

export type Source = 'observation' | 'documents' | 'manager_interviews' | 'worker_interviews' | 'union_interviews' | (string & {})

/** Who makes a statement. */
export type Speaker = 'facility' | 'programme' | 'committee' | 'buyer'

/** Whether a report still stands, as far as the status lists say that the caller holds. */
export interface Standing {
  /** When that was so: the signing of the status list, RFC 3339. */
  readonly as_of_at?: string
  /** Why it is unknown: `none_held`, or the code of what was wrong with the status list. */
  readonly reason?: string
  /** The answer. */
  readonly value: StandingValue
}

/** Whether a report still stands. */
export type StandingValue = 'valid' | 'superseded' | 'revoked' | 'suspended' | 'unknown'

/** The payload of a statement about a report. */
export interface Statement {
  /** The report. */
  readonly about: About
  /** What is said. */
  readonly body: StatementBody
  /** When it was signed. */
  readonly iat: number
  /** Who says it: the report's `sub`, or an entity of the trust list. */
  readonly iss: string
  /** The statement: a random UUID as a URN. */
  readonly jti: string
  /** What it does. */
  readonly kind: StatementKind
  /** The finding that is meant, by its question; the report as a whole where absent. */
  readonly question?: string
}

export type StatementBody = Consent | LanguageMap

export type StatementKind = 'response' | 'remediation_claimed' | 'dispute' | 'consent' | 'remediation_verified' | 'ruling' | 'committee_acknowledgement' | 'acceptance' | (string & {})

/** Wraps [`StatusReference`] as the standard does. */
export interface Status {
  /** The entry. */
  readonly status_list: StatusReference
}

/** An entry of a status list (Token Status List). */
export interface StatusReference {
  /** The index of the entry. */
  readonly idx: number
  /** The address of the list. */
  readonly uri: string
}

/** The national questionnaire of an assessment. */
export interface Tool {
  /** Id of the questionnaire. */
  readonly id: string
  /** Its version. */
  readonly version: string
}

/** Something that a short visit would have to look at. */
export interface TopUp {
  /** The point, `cluster/point`; absent where it is the clause itself. */
  readonly compliance_point?: string
  /** The questions; all of the point where there are none. */
  readonly questions?: readonly string[]
  /** Why. */
  readonly reason: Reason
}

/** A training that was held. */
export interface TrainingItem {
  /** The course. */
  readonly course: string
  /** First day. */
  readonly from_on?: string
  /** How many people took part. */
  readonly participant_count?: number
  /** Days of training, summed over people. */
  readonly participant_days?: string
  /** Last day. */
  readonly to_on?: string
  /** Women among them. */
  readonly women_participant_count?: number
}

export type Uncovered = 'top_up' | 'out_of_scope'

/**
 * A report that was verified, with a separate answer to each question; nothing else makes one.
 *
 * Serialised, it is the verification result of `schemas/`.
 */
export interface VerificationResult {
  /** The lists on which the answers rest. */
  readonly against: Against
  readonly age: Age
  /** SHA-256 over the signing input: the report's identity, the same for every view. */
  readonly digest: string
  readonly disclosure: Disclosure
  /** The report with its envelope: what may be seen of it. */
  readonly document: AssessmentReport
  readonly publication: PublicationState
  readonly signer: Signer
  readonly standing: Standing
  /** The instant for which the answers hold, RFC 3339. */
  readonly verified_at: string
  /** What is worth knowing but no reason to refuse the report. */
  readonly warnings?: readonly Warning[]
}

/** A statement that was verified against its report; nothing else makes one. */
export interface VerifiedStatement {
  /** SHA-256 over the signing input: the statement's identity. */
  readonly digest: string
  /** Whether it is about a finding that this view of the report withholds: then it is neither shown nor published with the view. */
  readonly finding_withheld: boolean
  /** Who makes it. */
  readonly role: Speaker
  /** What it says. */
  readonly statement: Statement
}

/** What must be said of the visit; what a report does not state fails. */
export interface VisitRules {
  /** How much work it must have been, in days of one person. */
  readonly minimum_person_days?: string
  /** Whether the factory must not have known of it beforehand. */
  readonly unannounced?: boolean
  /** Whether union representatives must have been interviewed. */
  readonly union_interviews?: boolean
  /** Whether workers must have been interviewed. */
  readonly worker_interviews?: boolean
}

/** Something worth knowing that is no reason to refuse a report. */
export interface Warning {
  /** A stable code: `identifier_format`, `identifier_checksum`. */
  readonly code: string
  /** What is unusual about it. */
  readonly message: string
  /** The member that is meant. */
  readonly path: string
}

/** How many people work in the factory; counts of persons. */
export interface Workforce {
  /** Men among them. */
  readonly men_count?: number
  /** Migrants among them. */
  readonly migrant_count?: number
  /** All workers. */
  readonly total_count?: number
  /** Women among them. */
  readonly women_count?: number
}
