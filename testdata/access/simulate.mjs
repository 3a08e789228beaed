// Answers each case on standard input, one a line, with what the simulator decides. Its packages stand in node_modules
// of the folder that the first argument names.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const folder = path.resolve(process.argv[2]);
const resolve = createRequire(path.join(folder, 'package.json')).resolve;
const { runSimulation } = await import(pathToFileURL(resolve('@cloud-copilot/iam-simulate')));

const decisions = { Allowed: 'allowed', ExplicitlyDenied: 'explicitDeny', ImplicitlyDenied: 'implicitDeny' };
const named = (policies) => (policies ?? []).map((policy, i) => ({ name: `p${i}`, policy }));

// The simulator has no notion of a root user, who needs no policy to be allowed all that its account is.
const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

function simulation({ request, policies, derived }) {
  const context = { ...derived, ...request.context };
  return {
    request: {
      principal: request.principal === '' ? { type: 'Anonymous' } : request.principal,
      action: request.action,
      resource: { resource: request.resource, accountId: request.resource_account },
      contextVariables: Object.fromEntries(
        Object.entries(context).map(([key, values]) => [key, values.length === 1 ? values[0] : values]),
      ),
    },
    identityPolicies: named(request.principal.endsWith(':root') ? [everything] : policies.identity),
    permissionBoundaryPolicies: policies.boundary && named([policies.boundary]),
    sessionPolicy: policies.session?.[0],
    serviceControlPolicies: (policies.scp ?? []).map((level, i) => ({
      orgIdentifier: `level-${i}`,
      policies: level.map((policy, j) => ({ name: `scp-${i}-${j}`, policy })),
    })),
    resourceControlPolicies: [],
    resourcePolicy: policies.resource,
    additionalSettings: { s3: { blockPublicAccess: policies.public_access?.RestrictPublicBuckets ?? false } },
  };
}

// messages are all that an error and those in it say.
function messages(error) {
  if (typeof error !== 'object' || error === null) return [];
  const own = typeof error.message === 'string' ? [error.message] : [];
  return own.concat(...Object.values(error).map(messages));
}

async function decide(line) {
  let result;
  try {
    result = await runSimulation(simulation(JSON.parse(line)), {});
  } catch (fault) {
    return { refused: fault.message };
  }
  return result.errors
    ? { refused: [...new Set(messages(result.errors))].sort().join('; ') }
    : { decision: decisions[result.overallResult], ignored: result.result.ignoredContextKeys };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await decide(line))}\n`);
}
