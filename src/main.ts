declare const PLANLOOM_VERSION: string;

// The start answers `--version` by itself, so that asking costs no more than Node does; all else is loaded when needed.
const [first] = process.argv.slice(2);
if (first === '--version' || first === '-V') process.stdout.write(`${PLANLOOM_VERSION}\n`);
else void import('./program.ts').then(({ start }) => start());
