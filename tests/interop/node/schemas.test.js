// ajv in strict mode accepts the schemas, and the vectors' documents against them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { acceptedVectors, decoded, each, jsonFiles } from './vectors.js'

const schemas = [...jsonFiles('schemas')].map(([name, schema]) => ({ name, schema }))
const accepted = acceptedVectors()
const assessments = accepted.filter(({ result }) => kindOf(result) === 'assessment-report')
const complete = accepted.filter(({ result }) => result.disclosure.value === 'complete')
// Where there are more status lists than one, some may be there to be refused.
const known = accepted.filter(({ result, status }) => result.standing.value !== 'unknown' && status.length === 1)

const ajv = addFormats(new Ajv({ strict: true, allErrors: true })).addVocabulary(['x-withholdable'])
for (const { name, schema } of schemas) ajv.addSchema(schema, name)

function kindOf({ document }) {
  return document.vct.split('/').at(-2)
}

function validate(name, document) {
  const check = ajv.getSchema(name)
  assert.ok(check(document), ajv.errorsText(check.errors))
}

test('every schema is one in strict mode', () => each(schemas, ({ name }) => assert.ok(ajv.getSchema(name))))

test('every accepted report is a view', () => each(accepted, ({ result }) => validate(`${kindOf(result)}-1.view`, result.document)))

test('every complete report is full', () => each(complete, ({ result }) => validate(`${kindOf(result)}-1.full`, result.document)))

test('every result of an assessment report is one', () => each(assessments, ({ result }) => validate('verification-result-1', result)))

test('every trust list of an accepted report is one', () => each(accepted, ({ trust }) => validate('trust-list-1', decoded(trust.payload))))

test('every status list of an accepted report is one', () =>
  each(known, ({ status: [token] }) => validate('status-list-1', decoded(token.split('.')[1]))))
