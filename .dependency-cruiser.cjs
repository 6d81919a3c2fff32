// The import rule of the house: a folder imports only folders of a smaller number, and itself.
const levels = [
  ['domain'],
  ['graph', 'ports', 'text'],
  ['plan-document', 'discovery', 'parallel-json', 'documents', 'workspace', 'policy', 'merge', 'journal'],
  ['execution', 'methodology'],
  ['app'],
  ['reporting'],
  ['adapters', 'cli', 'gateway', 'mcp'],
];

const rules = levels.flatMap((folders, index) =>
  folders.map((folder) => ({
    name: `${folder}-imports-only-what-lies-below`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: {
      path: '^src/',
      pathNot: [
        `^src/${folder}/`,
        '^src/generated/',
        ...levels.slice(0, index).flatMap((below) => below.map((name) => `^src/${name}/`)),
      ],
    },
  })),
);

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'below-the-adapters-nothing-touches-the-world',
      severity: 'error',
      from: { path: `^src/(${levels.slice(0, 6).flat().join('|')})/` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?path(/posix)?$' },
    },
    { name: 'no-circles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
