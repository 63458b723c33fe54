// The direction of the house: what may import what. Run by tests/architecture.
const only = (name, comment, from, notTo) => ({ name, comment, severity: 'error', from, to: notTo })

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only(
      'no-cycles',
      'modules form no cycle at run time',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    only(
      'db-knows-nothing',
      'db imports nothing of ours, types of JSON columns excepted',
      { path: '^src/db/' },
      { path: '^src/(?!db/)', dependencyTypesNot: ['type-only'] },
    ),
    only('core-on-db-only', 'core imports db and itself', { path: '^src/core/' }, { path: '^src/(?!core/|db/)' }),
    only('bot-on-core-and-db', 'bot imports core and db', { path: '^src/bot/' }, { path: '^src/(?!bot/|core/|db/)' }),
    only(
      'channels-on-ports',
      'channels import core only',
      { path: '^src/channels/' },
      { path: '^src/(?!channels/|core/)' },
    ),
    only(
      'siblings-apart',
      'a network or chat never imports its sibling',
      { path: '^src/channels/(social|chat)/([^/]+)/' },
      { path: '^src/channels/(social|chat)/(?!$2/)[^/]+/' },
    ),
    only(
      'wiring-on-top',
      'nothing below imports the wiring',
      { path: '^src/(core|db|bot|channels)/' },
      { path: '^src/(main|app|jobs|http|cli|config|installation)' },
    ),
    only(
      'vendors-at-the-rim',
      'vendor SDKs only in channels and core/ai',
      { path: '^src/', pathNot: '^src/(channels/|core/ai/)' },
      { path: 'node_modules/(@anthropic-ai|openai|grammy|twilio|whatsapp-web\\.js|@atproto|masto|@aws-sdk)/' },
    ),
    only(
      'models-cannot-publish',
      'models and understanding reach neither publishing nor approval',
      { path: '^src/(core/ai|bot/understand)/' },
      { path: '^src/(core/(publishing|actions)|db/(approvals|ledger|publications))' },
    ),
    only('tests-apart', 'the product never imports tests', { path: '^src/' }, { path: '^tests/' }),
    only('no-missing', 'every import is found', { path: '^src/' }, { couldNotResolve: true }),
    only(
      'listed',
      'every package that is imported is listed',
      { path: '^src/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-dev', 'npm-unknown'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
}
