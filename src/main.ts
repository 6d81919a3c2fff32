declare const PLANLOOM_VERSION: string;

// A command reads a few documents and ends, long before it pays to compile its code for speed: functions wait longer for
// the optimiser, and regular expressions are not compiled twice. `check` of a large plan takes a fifth less time for it.
// Measured on Node 20; another engine may not know these words, and would complain of them on stderr.
const shortLived = process.versions.node.startsWith('20.') ? ['--interrupt-budget=1000000', '--no-regexp-tier-up'] : [];

// The start answers `--version` by itself, so that asking costs no more than Node does; all else is loaded when needed.
const [first] = process.argv.slice(2);
if (first === '--version' || first === '-V') process.stdout.write(`${PLANLOOM_VERSION}\n`);
else {
  void import('node:v8')
    .then(({ setFlagsFromString }) => {
      for (const flag of shortLived) setFlagsFromString(flag);
      return import('./program.ts');
    })
    .then(({ start }) => start());
}
