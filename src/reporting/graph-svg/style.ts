import { priorityColors } from './priority-mark.ts';

interface Theme {
  readonly paper: string;
  readonly band: string;
  readonly box: string;
  readonly boxEdge: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly assumed: string;
  readonly critical: string;
  readonly conflict: string;
  /** Stroke, ground of the box, sign on the disc. */
  readonly good: readonly [string, string];
  readonly bad: readonly [string, string];
  readonly busy: readonly [string, string];
  readonly ready: string;
  readonly sign: string;
}

const light: Theme = {
  paper: '#ffffff',
  band: '#f3f5f8',
  box: '#ffffff',
  boxEdge: '#bcc5d1',
  ink: '#18202c',
  quiet: '#566173',
  line: '#56657b',
  assumed: '#8693a5',
  critical: '#4338ca',
  conflict: '#c5162e',
  good: ['#1f8a4c', '#e9f7ee'],
  bad: ['#c5162e', '#fdecee'],
  busy: ['#b45309', '#fff5df'],
  ready: '#1d6fd8',
  sign: '#ffffff',
};

const dark: Theme = {
  paper: '#0e131b',
  band: '#161d28',
  box: '#1f2836',
  boxEdge: '#465266',
  ink: '#e9edf4',
  quiet: '#a3aebf',
  line: '#9aa8bc',
  assumed: '#74839a',
  critical: '#a5b4fc',
  conflict: '#ff7a8a',
  good: ['#4ccb7f', '#142b1f'],
  bad: ['#ff7a8a', '#3a1a20'],
  busy: ['#f5b14c', '#33280f'],
  ready: '#6fb1ff',
  sign: '#0e131b',
};

const colors = (theme: Theme, side: 'light' | 'dark'): string => `
.paper{fill:${theme.paper}}
.band{fill:${theme.band}}
text{fill:${theme.ink}}
.quiet{fill:${theme.quiet}}
.box{fill:${theme.box};stroke:${theme.boxEdge}}
.edge .line,.strand{stroke:${theme.line}}
.tip{fill:${theme.line}}
.assumed .line,.strand.assumed{stroke:${theme.assumed}}
.tip-assumed{fill:${theme.assumed}}
.joint{fill:${theme.line}}
.joint.assumed{fill:${theme.assumed}}
.edge.critical .line,.node.critical .box{stroke:${theme.critical}}
.tip-critical{fill:${theme.critical}}
.conflict path{stroke:${theme.conflict}}
.node.complete .box{fill:${theme.good[1]}}
.node.failed .box{fill:${theme.bad[1]}}
.node.progress .box,.node.approval .box{fill:${theme.busy[1]}}
.status circle{stroke:${theme.quiet};fill:none}
.status path{stroke:${theme.quiet}}
.status .filled{fill:${theme.quiet}}
.status.complete circle{fill:${theme.good[0]};stroke:${theme.good[0]}}
.status.failed circle,.status.blocked circle{fill:${theme.bad[0]};stroke:${theme.bad[0]}}
.status.progress circle,.status.approval circle{stroke:${theme.busy[0]}}
.status.progress path,.status.approval path{stroke:${theme.busy[0]}}
.status.progress .filled{fill:${theme.busy[0]}}
.status.complete path,.status.failed path,.status.blocked path{stroke:${theme.sign}}
.status.ready circle,.status.ready path{stroke:${theme.ready}}
.status.ready .filled{fill:${theme.ready}}
${priorityColors.map((color, index) => `.color-${index} path{fill:${color[side][0]}}.color-${index} text{fill:${color[side][1]}}`).join('\n')}`;

const shapes = `
text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif;font-size:12px}
.name{font-size:20px;font-weight:700}
.heading,.id{font-weight:700;font-size:13.5px}
.priority text{font-size:10.5px;font-weight:700;text-anchor:middle}
.priority .long{font-size:8px}
.end{text-anchor:end}
.box{stroke-width:1.2}
.node.critical .box{stroke-width:2.6}
.node.skipped .box{stroke-dasharray:5 4}
.node.skipped text{opacity:.72}
.edge path,.strand,.conflict path,.status path{fill:none}
.edge .line,.strand{stroke-width:1.5}
.rule .line,.strand.rule{stroke-dasharray:11 3}
.proposed .line,.strand.proposed{stroke-dasharray:9 3 2 3}
.assumed .line,.strand.assumed{stroke-dasharray:4 4}
.edge.critical .line{stroke-width:3}
.edge.critical.assumed .line{stroke-dasharray:7 4}
.edge.bundled:not(.critical) .line{opacity:0}
.conflict .way{stroke-width:1.8;stroke-dasharray:.1 4.4;stroke-linecap:round}
.conflict .cross{stroke-width:2}
.status circle{stroke-width:1.3}
.status path{stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
.status .filled{stroke-width:.6}
.status.waiting{opacity:.6}`;

/** The look of the picture, for light and dark, in plain rules that viewers without variables understand too. */
export const svgStyle = `${shapes}${colors(light, 'light')}
@media (prefers-color-scheme:dark){${colors(dark, 'dark')}
}
`;
