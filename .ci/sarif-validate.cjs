// Fails when a SARIF report breaks its schema, or when the multitool's log of it has a result of level error:
// the multitool's own exit code says nothing.
'use strict';

const fs = require('node:fs');
const Ajv = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;

const [report, log, schema] = process.argv.slice(2, 5).map((file) => JSON.parse(fs.readFileSync(file, 'utf8')));
const least = Number(process.argv[5]);
const complaints = [];

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(schema);
if (!validate(report)) {
  for (const error of validate.errors) complaints.push(`schema: ${error.instancePath} ${error.message}`);
}

let checked = 0;
for (const run of log.runs) {
  for (const result of run.results ?? []) {
    const rule = run.tool.driver.rules?.[result.ruleIndex];
    // A result without a level has its rule's, and warning where the rule has none.
    const level = result.level ?? rule?.defaultConfiguration?.level ?? 'warning';
    const where = result.locations?.[0]?.physicalLocation?.region?.startLine ?? '?';
    const line = `${result.ruleId} line ${where}: ${result.message.text ?? JSON.stringify(result.message.arguments)}`;
    if (level === 'error') complaints.push(`multitool: ${line}`);
    checked += 1;
  }
  for (const invocation of run.invocations ?? []) {
    for (const notice of invocation.toolExecutionNotifications ?? []) {
      if (notice.level === 'error') complaints.push(`multitool: ${notice.message.text}`);
    }
  }
}

const results = report.runs.reduce((sum, run) => sum + run.results.length, 0);
if (results < least) complaints.push(`the report has ${results} results, want at least ${least}`);
for (const complaint of complaints) console.error(complaint);
console.log(`SARIF: ${results} results, ${complaints.length} errors, ${checked} remarks of the multitool`);
process.exitCode = complaints.length === 0 ? 0 : 1;
