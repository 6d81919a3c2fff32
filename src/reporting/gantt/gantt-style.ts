interface Theme {
  readonly paper: string;
  readonly stripe: string;
  readonly grid: string;
  readonly ink: string;
  readonly quiet: string;
  readonly wait: string;
  readonly conflict: string;
  readonly critical: string;
  /** Fill and text of the bars, one pair for each executor; from the ninth on they come again. */
  readonly bars: readonly (readonly [string, string])[];
}

const light: Theme = {
  paper: '#ffffff',
  stripe: '#f5f7fa',
  grid: '#d9dfe7',
  ink: '#18202c',
  quiet: '#566173',
  wait: '#8693a5',
  conflict: '#c5162e',
  critical: '#18202c',
  bars: [
    ['#3b6fd4', '#ffffff'],
    ['#1f8a6b', '#ffffff'],
    ['#b8590a', '#ffffff'],
    ['#8a4bc4', '#ffffff'],
    ['#0e7f96', '#ffffff'],
    ['#b03a6c', '#ffffff'],
    ['#667a12', '#ffffff'],
    ['#5c6675', '#ffffff'],
  ],
};

const dark: Theme = {
  paper: '#0e131b',
  stripe: '#151c27',
  grid: '#2c3646',
  ink: '#e9edf4',
  quiet: '#a3aebf',
  wait: '#74839a',
  conflict: '#ff7a8a',
  critical: '#ffffff',
  bars: [
    ['#7ea6f5', '#0e131b'],
    ['#5fcaa6', '#0e131b'],
    ['#f0a45e', '#0e131b'],
    ['#c79bf2', '#0e131b'],
    ['#5fc4da', '#0e131b'],
    ['#f08fb8', '#0e131b'],
    ['#b9cf58', '#0e131b'],
    ['#aab4c2', '#0e131b'],
  ],
};

/** How many executors have a colour of their own. */
export const barColors = light.bars.length;

const colors = (theme: Theme): string => `
.paper{fill:${theme.paper}}
.stripe{fill:${theme.stripe}}
.grid{stroke:${theme.grid}}
text{fill:${theme.ink}}
.quiet{fill:${theme.quiet}}
.wait{stroke:${theme.wait}}
.held{stroke:${theme.conflict}}
.critical rect{stroke:${theme.critical}}
.mark{fill:${theme.critical}}
${theme.bars.map(([fill, ink], index) => `.who-${index} rect{fill:${fill}}.who-${index} text{fill:${ink}}`).join('\n')}`;

/** The look of the picture, for light and dark, in plain rules that viewers without variables understand too. */
export const ganttStyle = `
text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif;font-size:12px}
.name{font-size:20px;font-weight:700}
.id,.heading{font-weight:700}
.end{text-anchor:end}
.middle{text-anchor:middle}
.bar text{font-size:11px;font-weight:600}
.critical rect{stroke-width:2.4}
.grid{stroke-width:1}
.wait,.held{fill:none;stroke-width:1.6;stroke-dasharray:2 4}
.held{stroke-width:3;stroke-dasharray:.1 5;stroke-linecap:round}${colors(light)}
@media (prefers-color-scheme:dark){${colors(dark)}
}
`;
