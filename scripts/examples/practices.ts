// Writes examples/systmone-2007/practices.yaml: 600 practices that all require the same system, and cannot work while it is slow.
// Usage: practices.ts > examples/systmone-2007/practices.yaml
const PRACTICES = 600;

const ids = Array.from({ length: PRACTICES }, (_, index) => `practice-${String(index + 1).padStart(3, '0')}`);

console.log(
  [
    '# Made by scripts/examples/practices.ts: 600 practices. Each is strict: while the system is slow, nobody there can work.',
    'knockon: 1',
    'since: 2007-01-01T00:00:00Z',
    'components:',
    ...ids.map(
      (id) => `  ${id}: { kind: practice, requires: { all: [{ on: systmone, effect: strict }, n3] }, service: { hours: always } }`,
    ),
    'groups:',
    '  practices:',
    '    [',
    ...Array.from({ length: PRACTICES / 10 }, (_, row) => `      ${ids.slice(row * 10, row * 10 + 10).join(', ')},`),
    '    ]',
  ].join('\n'),
);
