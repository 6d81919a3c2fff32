import type { AssembledPlan } from '../../app/assemble-plan.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { Standing } from '../../reporting/graph-svg/status-mark.ts';
import type { CommandRun } from '../command-spec.ts';
import { refuse, text, usageProblem } from '../print.ts';
import { withPlan } from '../with-plan.ts';

export const run: CommandRun = (call) =>
  withPlan(call, call.args[0], async (assembled) => {
    const { graph } = assembled;
    const { terminal } = call.world;
    const format = call.options.json === true ? 'json' : (text(call, 'format') ?? 'text');
    const page = text(call, 'html');
    if (page !== undefined) {
      if (text(call, 'format') !== undefined) {
        return refuse(call, [usageProblem('--html and --format do not go together.', 'Give one of them.')]);
      }
      const { renderHtml } = await import('../../reporting/graph-html/render-html.ts');
      const { writePage } = await import('../write-page.ts');
      return writePage(call, page, renderHtml(graph, { statuses: await standings(assembled) }));
    }
    switch (format) {
      case 'json':
        terminal.out((await import('../../reporting/graph-json.ts')).graphJson(graph));
        return 0;
      case 'mermaid':
        terminal.out((await import('../../reporting/render-mermaid.ts')).renderMermaid(graph));
        return 0;
      case 'dot':
        terminal.out((await import('../../reporting/render-dot.ts')).renderDot(graph));
        return 0;
      case 'svg': {
        const { renderSvg } = await import('../../reporting/graph-svg/render-svg.ts');
        terminal.out(renderSvg(graph, { statuses: await standings(assembled) }));
        return 0;
      }
      case 'text':
        terminal.out((await import('../../reporting/render-graph.ts')).renderGraph(graph, terminal.look));
        return 0;
      default:
        return refuse(call, [
          usageProblem(`--format ${format} is not known.`, 'Give text, mermaid, dot, svg or json.'),
        ]);
    }
  });

/** Where each achievement stands, read from the files on disk. */
const standings = async (assembled: AssembledPlan): Promise<ReadonlyMap<AchievementId, Standing>> => {
  const { reportStatus } = await import('../../app/report-status.ts');
  const { achievements } = await reportStatus(assembled);
  return new Map(achievements.map(({ id, status, condition }) => [id, { status, condition }]));
};
