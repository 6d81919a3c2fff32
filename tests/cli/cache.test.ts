import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';

const plan = (needs: string): string =>
  [
    '# PLAN: Weather station',
    '',
    '## Desirable Achievements',
    '',
    '**Achievement 1.1**: Wind is read',
    '',
    '- **Goal**: The wind is known',
    '- **Effort**: 2 hours',
    '',
    '**Achievement 1.2**: Rain is read',
    '',
    '- **Goal**: The rain is known',
    '- **Effort**: 3 hours',
    `- **Dependencies**: ${needs}`,
    '',
  ].join('\n');

const station = () => {
  const place = workspace({ 'PLAN_WEATHER.md': plan('1.1') });
  execFileSync('git', ['init', '--quiet'], { cwd: place.root });
  return place;
};

const waitingFor = async (place: ReturnType<typeof station>): Promise<unknown> => {
  const { json } = await planloom(place, ['status', '--json'], { cache: true });
  return (json() as { achievements: { blockedBy: string[] }[] }).achievements[1]!.blockedBy;
};

describe('what is kept between commands', () => {
  test.each(['status', 'status --json', 'next', 'next --json'])('%s answers the same', async (line) => {
    const place = station();
    const words = line.split(' ');
    const fresh = await planloom(place, words);
    const first = await planloom(place, words, { cache: true });
    const second = await planloom(place, words, { cache: true });
    expect(readdirSync(place.path('.git/planloom/cache'))).toHaveLength(1);
    for (const kept of [first, second]) {
      expect([kept.code, kept.stdout, kept.stderr]).toEqual([fresh.code, fresh.stdout, fresh.stderr]);
    }
  });

  test('is forgotten when the plan, a SUBPLAN or parallel.json changes', async () => {
    const place = station();
    expect(await waitingFor(place)).toEqual(['1.1']);
    place.write('PLAN_WEATHER.md', plan('None'));
    expect(await waitingFor(place)).toEqual([]);
    place.write(
      'subplans/SUBPLAN_WEATHER_12.md',
      '# SUBPLAN: Rain\n\n## Dependencies\n\n**Requires**:\n\n- Achievement 1.1\n',
    );
    expect(await waitingFor(place)).toEqual(['1.1']);
    place.write('PLAN_WEATHER.md', plan('1.1'));
    expect(await waitingFor(place)).toEqual(['1.1']);
  });

  test('says nothing of the status: a file of approval counts at once', async () => {
    const place = station();
    await waitingFor(place);
    place.write('execution/feedbacks/APPROVED_11.md', 'Good.');
    expect(await waitingFor(place)).toEqual([]);
  });

  test('is read by path names too, so that it fits where the user stands', async () => {
    const place = station();
    await planloom(place, ['status'], { cache: true });
    place.write('below/keep', '');
    const fresh = await planloom(place, ['status', '@WEATHER', '--json'], { cwd: 'below' });
    const kept = await planloom(place, ['status', '@WEATHER', '--json'], { cwd: 'below', cache: true });
    expect(kept.stdout).toBe(fresh.stdout);
  });

  test('is not trusted when it is damaged', async () => {
    const place = station();
    await waitingFor(place);
    const folder = place.path('.git/planloom/cache');
    for (const name of readdirSync(folder)) writeFileSync(`${folder}/${name}`, 'nonsense');
    expect(await waitingFor(place)).toEqual(['1.1']);
  });

  test('is safe when many commands ask at once', async () => {
    const place = station();
    const answers = await Promise.all(Array.from({ length: 20 }, () => waitingFor(place)));
    expect(answers).toEqual(Array.from({ length: 20 }, () => ['1.1']));
  });
});
