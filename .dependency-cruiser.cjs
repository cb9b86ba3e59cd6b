// The direction of imports inside a package: no circle between files, and none between folders, so that a reader can
// learn the folders from the lowest up. Between packages eslint.config.js holds the direction.
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Two files that import each other are one file, or miss a third that both import.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-folder-cycle',
      comment: 'Move what both folders need into the lower one, or declare it where it is consumed.',
      scope: 'folder',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '/generated/', '(?<!packages)/testing/', '\\.test\\.tsx?$'] },
    enhancedResolveOptions: {
      conditionNames: ['@hostwire/source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
