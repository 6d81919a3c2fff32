const fence = /^(?:\s|[-*+>]\s|\d{1,4}[.)]\s){0,40}(`{3,}|~{3,})(.*)$/;

/** The lines of a Markdown text without code fences and HTML comments. Any line end will do. */
export const visibleLines = (text: string): readonly string[] => {
  const visible: string[] = [];
  let openFence: string | undefined;
  let inComment = false;
  for (const written of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    let line = written;
    if (openFence !== undefined) {
      const close = line.replace(/^[\s>]+/, '').trim();
      if (close.length >= openFence.length && close === (openFence[0] ?? '').repeat(close.length))
        openFence = undefined;
      continue;
    }
    if (inComment) {
      const end = line.indexOf('-->');
      if (end < 0) continue;
      inComment = false;
      line = line.slice(end + '-->'.length);
    }
    const opened = fence.exec(line);
    // A tilde fence may say anything after its marks, a backtick fence anything without a backtick.
    if (opened?.[1] !== undefined && !(opened[1].startsWith('`') && opened[2]?.includes('`') === true)) {
      openFence = opened[1];
      continue;
    }
    let kept = '';
    let from = 0;
    for (;;) {
      const start = line.indexOf('<!--', from);
      const end = start < 0 ? -1 : line.indexOf('-->', start + '<!--'.length);
      // A comment that goes on below starts its line; elsewhere `<!--` may be a word about comments.
      const goesOn = start >= 0 && end < 0 && line.slice(from, start).trim() === '';
      if (end < 0) {
        if (goesOn) inComment = true;
        else kept += line.slice(from);
        break;
      }
      kept += line.slice(from, start);
      from = end + '-->'.length;
    }
    visible.push(kept);
  }
  return visible;
};
