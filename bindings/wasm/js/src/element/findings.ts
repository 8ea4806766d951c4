// What was found, by cluster and point: in words and in bars, with what is not shown beside it.

import { type TemplateResult, html, nothing, svg } from 'lit'
import { type ClusterEntries, type Counts, type Entry, type PointEntries, RESULTS, type Result, clustersOf, totalOf } from './figures.js'
import { iconOfResult } from './icons.js'
import type { Key, Messages } from './messages.js'
import { folded, isEmpty, members } from './rest.js'
import { chosen, spelled, worded } from './text.js'
import type { Evidence, VerificationResult } from '../documents.generated.js'

/** What the reader wants to see. */
export interface Filter {
  readonly result: Result | 'all'
  readonly words: string
}

/** Shows everything. */
export const NO_FILTER: Filter = { result: 'all', words: '' }

/** From how many findings on there is something to filter. */
const MANY = 10

/** Shows the findings of a report. */
export function findings(report: VerificationResult, messages: Messages, filter: Filter, wish: (filter: Filter) => void): TemplateResult {
  const clusters = clustersOf(report)
  const total = totalOf(clusters)
  const longest = Math.max(...clusters.map(({ counts }) => counts.shown + counts.hidden), 1)
  const own = report.document.report.language
  const visible = clusters.map(cluster => narrowed(cluster, filter, messages, own))
  return html`
    ${total.hidden > 0 ? html`<p class="hidden">${messages.say('hidden', { n: total.hidden })}</p>` : nothing}
    ${total.shown > MANY ? filters(total, totalOf(visible).shown, messages, filter, wish) : nothing}
    <div class="clusters">
      ${clusters.map((cluster, index) => one(cluster, visible[index]!, longest, messages, own, filter))}
    </div>
    ${legend(total, messages)}
  `
}

// The codes of later versions are named by their words.
const clusterName = (id: string, messages: Messages) => messages.find(`cluster.${id}`) ?? spelled(id)
const pointName = (id: string, messages: Messages) => messages.find(`point.${id}`) ?? spelled(id)

function one(whole: ClusterEntries, visible: ClusterEntries, longest: number, messages: Messages, own: string, filter: Filter) {
  const filtered = filter !== NO_FILTER
  if (filtered && visible.counts.shown === 0) return nothing
  const open = filtered || whole.counts.of.non_compliant > 0
  return html`<details ?open=${open}>
    <summary>
      <span class="cluster">${clusterName(whole.id, messages)}</span>
      ${bar(whole.counts, longest)}
      <span class="counts">${counted(whole.counts, messages)}</span>
    </summary>
    ${visible.points.map(point => shownPoint(point, messages, own, filtered))}
    ${filtered ? nothing : unseen(whole, messages)}
  </details>`
}

function shownPoint({ id, entries, hidden, others }: PointEntries, messages: Messages, own: string, filtered: boolean) {
  if (entries.length === 0 && (filtered || isEmpty(others))) return nothing
  return html`<div class="point">
    <p class="point-name" role="heading" aria-level="5">${pointName(id, messages)}</p>
    <ul role="list">${entries.map(entry => html`<li>${shownEntry(entry, messages, own)}</li>`)}</ul>
    ${filtered ? nothing : html`${members(others, messages, own)} ${notShown(hidden, messages)}`}
  </div>`
}

/** The points of which nothing is shown, together. */
function unseen({ points }: ClusterEntries, messages: Messages) {
  const without = points.filter(({ entries, hidden, others }) => entries.length === 0 && hidden > 0 && isEmpty(others))
  if (without.length === 0) return nothing
  const names = messages.list(without.map(({ id }) => pointName(id, messages)))
  const hidden = without.reduce((sum, point) => sum + point.hidden, 0)
  return html`<div class="point">
    <p class="point-name" role="heading" aria-level="5">${names}</p>
    ${notShown(hidden, messages)}
  </div>`
}

function notShown(hidden: number, messages: Messages) {
  return hidden > 0 ? html`<p class="withheld">${iconOfResult('withheld')} ${messages.say('count.withheld', { n: hidden })}</p>` : nothing
}

function shownEntry({ finding, result, evidence }: Entry, messages: Messages, own: string) {
  // A finding that is public says so by standing here.
  const { text, value, kind: _, result: __, question, global_question, tags, ...others } = finding
  const more = members({ ...others, tags: tags?.filter(tag => tag !== 'public_disclosure') }, messages, own)
  const said = result === 'other' && finding.result ? spelled(finding.result) : messages.say(result)
  return html`<span class="result" data-result=${result}>${iconOfResult(result)} ${said}</span>
    <span class="text">${worded(text, messages, own)}${value === undefined ? nothing : html` <bdi class="value">${value}</bdi>`}</span>
    ${evidence.length > 0
      ? folded('evidence', [...evidence.map(one => witnessed(one, messages, own)), more], messages)
      : folded('rest', more, messages)}`
}

function witnessed({ question, explanation, sources, workers_affected_count, ...others }: Evidence, messages: Messages, own: string) {
  return html`<p>${worded(explanation, messages, own)}</p>
    <p class="small">
      ${workers_affected_count === undefined ? nothing : html`${messages.say('workers', { n: workers_affected_count })} · `}
      ${messages.say('sources', { list: messages.list(sources.map(source => messages.find(`source.${source}`) ?? spelled(source))) })}
    </p>
    ${members(others, messages, own)}`
}

/** The same in a bar: what is not shown stays hollow. */
function bar({ of, hidden }: Counts, longest: number) {
  let at = 0
  const parts = [...RESULTS.map(result => [result, of[result]] as const), ['withheld', hidden] as const].filter(([, count]) => count > 0)
  return html`<svg class="bar" viewBox="0 0 ${longest} 10" preserveAspectRatio="none" aria-hidden="true">
    ${parts.map(([result, count]) => {
      const x = at
      at += count
      return svg`<rect data-result=${result} x=${x} y="0" width=${count} height="10"></rect>`
    })}
  </svg>`
}

/** In words: the numbers that are not zero. */
function counted({ of, hidden }: Counts, messages: Messages) {
  const parts = RESULTS.filter(result => of[result] > 0).map(result => number(of[result], result, messages))
  if (hidden > 0) parts.push(number(hidden, 'withheld', messages))
  return parts.map((part, index) => html`${index > 0 ? ' · ' : ''}<span class="count">${part}</span>`)
}

/** Writes how many findings came out so. */
export function number(count: number, what: Result | 'withheld', messages: Messages): TemplateResult {
  const digits = messages.number(count)
  const [before, after] = messages.say(`count.${what}`, { n: count }).split(digits)
  return html`${iconOfResult(what)} ${before}<b>${digits}</b>${after}`
}

function legend({ of, hidden }: Counts, messages: Messages) {
  const kinds = [...RESULTS.filter(result => of[result] > 0), ...(hidden > 0 ? (['withheld'] as const) : [])]
  return html`<ul class="legend" aria-hidden="true">
    ${kinds.map(kind => html`<li><svg viewBox="0 0 10 10"><rect data-result=${kind} width="10" height="10"></rect></svg>${messages.say(kind)}</li>`)}
  </ul>`
}

function filters({ of }: Counts, fit: number, messages: Messages, filter: Filter, wish: (filter: Filter) => void) {
  const results = RESULTS.filter(result => of[result] > 0)
  const choose = (result: Filter['result']) => wish(settled({ ...filter, result }))
  const button = (result: Filter['result'], word: Key, count?: number) => html`<button type="button" part="button"
    aria-pressed=${filter.result === result ? 'true' : 'false'} @click=${() => choose(result)}>
      ${messages.say(word)}${count === undefined ? nothing : html` <span class="small">${messages.number(count)}</span>`}</button>`
  // On paper it is told what was left out by them.
  return html`<div class=${filter === NO_FILTER ? 'filters' : 'filters on'}>
    <div role="group" aria-label=${messages.say('filter')}>
      ${button('all', 'filter.all')}${results.length > 1 ? results.map(result => button(result, result, of[result])) : nothing}
    </div>
    <input type="search" aria-label=${messages.say('search')} placeholder=${messages.say('search')} .value=${filter.words}
      @input=${(event: Event) => wish(settled({ ...filter, words: (event.target as HTMLInputElement).value }))} />
  </div>
  <p class="small" role="status">${filter === NO_FILTER ? nothing : messages.say('fit', { n: fit })}</p>`
}

const settled = (filter: Filter) => (filter.result === 'all' && filter.words.trim() === '' ? NO_FILTER : filter)

function narrowed(cluster: ClusterEntries, filter: Filter, messages: Messages, own: string): ClusterEntries {
  if (filter === NO_FILTER) return cluster
  const { language } = messages
  const words = filter.words.toLocaleLowerCase(language).split(/\s+/).filter(Boolean)
  const fits = (id: string) => ({ finding, result, evidence }: Entry) => {
    if (filter.result !== 'all' && result !== filter.result) return false
    const texts = [finding.text, ...evidence.map(({ explanation }) => explanation)].map(text => chosen(text, language, own)[1])
    const all = [clusterName(cluster.id, messages), pointName(id, messages), ...texts].join('\n').toLocaleLowerCase(language)
    return words.every(word => all.includes(word))
  }
  const points = cluster.points.map(point => ({ ...point, entries: point.entries.filter(fits(point.id)) }))
  return { ...cluster, points, counts: totalOf([{ ...cluster, points }]) }
}
