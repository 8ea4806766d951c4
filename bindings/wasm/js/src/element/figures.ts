// Counting what is visible: by cluster and result. Nothing is graded or weighed (format, section 8).

import type { CompliancePoint, Evidence, Finding, VerificationResult } from '../documents.generated.js'

/** How a finding came out, as it is shown. */
export type Result = 'non_compliant' | 'compliant' | 'not_applicable' | 'not_assessed' | 'fact' | 'other'

/** The results in the order in which they are shown. */
export const RESULTS: readonly Result[] = ['non_compliant', 'compliant', 'not_assessed', 'not_applicable', 'fact', 'other']

/** A finding with what it rests on. */
export interface Entry {
  readonly finding: Finding
  readonly result: Result
  readonly evidence: readonly Evidence[]
}

/** A point of a cluster with its visible findings, those that are not compliant first. */
export interface PointEntries {
  readonly id: string
  readonly entries: readonly Entry[]
  /** Findings that are withheld. */
  readonly hidden: number
  /** What else is said of the point: evidence of what is not shown, and what a later version adds. */
  readonly others: object
}

/** A cluster of the report. */
export interface ClusterEntries {
  readonly id: string
  readonly points: readonly PointEntries[]
  readonly counts: Counts
}

/** How many findings there are of each result, and how many are withheld. */
export interface Counts {
  readonly of: Readonly<Record<Result, number>>
  readonly shown: number
  readonly hidden: number
}

/** Arranges what is visible of a report by cluster and point, in the report's order. */
export function clustersOf({ document }: VerificationResult): readonly ClusterEntries[] {
  const clusters = new Map<string, PointEntries[]>()
  for (const point of document.report.compliance_points) {
    const { cluster, id, question_count, public_findings, findings, evidence, ...others } = point
    const hidden = findings ? 0 : Math.max(question_count - public_findings.length, 0)
    const entries = entriesOf(point)
    // A view may hold evidence without the finding that it is of.
    const alone = evidence?.filter(({ question }) => !entries.some(({ finding }) => finding.question === question))
    const shown = { id, entries, hidden, others: { ...others, evidence: alone } }
    const points = clusters.get(cluster)
    if (points) points.push(shown)
    else clusters.set(cluster, [shown])
  }
  return [...clusters].map(([id, points]) => ({ id, points, counts: countsOf(points) }))
}

/** Adds up. */
export function totalOf(clusters: readonly ClusterEntries[]): Counts {
  return countsOf(clusters.flatMap(cluster => cluster.points))
}

function entriesOf(point: CompliancePoint): Entry[] {
  const evidence = (finding: Finding) => (point.evidence ?? []).filter(({ question }) => question === finding.question)
  const findings = [...point.public_findings, ...(point.findings ?? [])]
  const entries = findings.map(finding => ({ finding, result: resultOf(finding), evidence: evidence(finding) }))
  return entries.sort((a, b) => RESULTS.indexOf(a.result) - RESULTS.indexOf(b.result))
}

function resultOf({ kind, result }: Finding): Result {
  if (kind === 'fact') return 'fact'
  const known = kind === 'compliance' && RESULTS.find(known => known === result)
  return known || 'other'
}

function countsOf(points: readonly PointEntries[]): Counts {
  const of = Object.fromEntries(RESULTS.map(result => [result, 0])) as Record<Result, number>
  let [shown, hidden] = [0, 0]
  for (const point of points) {
    hidden += point.hidden
    shown += point.entries.length
    for (const { result } of point.entries) of[result] += 1
  }
  return { of, shown, hidden }
}
