// Tells what .ci/opa-eval.rego found to differ, and fails if anything did or if there were fewer denials than MINIMUM.
'use strict';

const fs = require('node:fs');

const [file, name, minimum] = process.argv.slice(2);
const { errors = [], result } = JSON.parse(fs.readFileSync(file, 'utf8'));
const { compared = 0, unreported = [], invented = [] } = result?.[0].expressions[0].value ?? {};

const complaints = errors.map((error) => error.message);
for (const denial of unreported) complaints.push(`only OPA says ${JSON.stringify(denial)}`);
for (const finding of invented) complaints.push(`only pinelint says ${JSON.stringify(finding)}`);
if (compared < Number(minimum)) complaints.push('OPA denied nothing, so nothing was compared');

for (const complaint of complaints) console.error(`${name}: ${complaint}`);
console.log(`${name}: ${compared} denials, ${complaints.length} differences`);
process.exitCode = complaints.length === 0 ? 0 : 1;
