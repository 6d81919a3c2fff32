/** A path in a text: `start` and `end` are offsets into it. */
export interface FoundPath {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const extensions =
  'md|mdx|rst|txt|adoc|py|pyi|ipynb|ts|tsx|mts|cts|js|jsx|mjs|cjs|json|jsonl|json5|ya?ml|toml|ini|cfg|conf|env|sh|bash|zsh|ps1|bat|sql|go|mod|sum|rs|java|kts?|scala|rb|php|cs|fs|cpp|cc|hpp|h|c|m|swift|dart|lua|pl|r|jl|exs?|erl|hs|clj|elm|vue|svelte|astro|css|scss|sass|less|html?|xml|svg|png|jpe?g|gif|webp|pdf|csv|tsv|parquet|proto|graphql|gql|tf|tfvars|hcl|lock|gradle|prisma|template|tmpl|hbs|j2|service|plist|wasm|zip|tar|gz|log|db|sqlite|xlsx|docx|pptx';
const segment = String.raw`[\p{L}\p{N}_.@+*{}[\]<>()$~-]+`;
const ending = new RegExp(String.raw`(?:^|[^.])\.(?:${extensions})$`, 'iu');
const wellKnown =
  /(?:^|\/)(?:Dockerfile|Makefile|Justfile|Procfile|LICENSE|NOTICE|README|CODEOWNERS|Jenkinsfile|Gemfile|Rakefile|Vagrantfile|CHANGELOG|CONTRIBUTING)(?:\.\w+)?$/;
const wholePath = new RegExp(String.raw`^(?:\.{0,2}\/)?(?:${segment}\/)*(?:${segment})?$`, 'u');
const plainPath = new RegExp(
  String.raw`(?<![\w\x60/.:@-])(?:\.{1,2}\/)?(?:[\p{L}\p{N}_.@+*-]{1,80}\/){0,20}[\p{L}\p{N}_.@+*-]{0,120}[\p{L}\p{N}_*]\.(?:${extensions})(?![\w/]|\.\w|\(|-\w)`,
  'giu',
);
const plainFolder = /(?<![\w`/.:@])(?:[\w.-]{1,80}\/){2,20}(?![\w<])/g;

/** Whether the text of a code span names a file, a folder or a glob. */
export const isPath = (text: string): boolean => {
  if (text === '' || text.length > 260 || /\s|^https?:|^\w+:\/\/|^[/~-]|\(\)|^@[\w-]+\/[\w-]+$|=/.test(text))
    return false;
  if (!wholePath.test(text) || !/[\p{L}]/u.test(text)) return false;
  if (ending.test(text) || wellKnown.test(text)) return true;
  if (/^\.[a-z][\w.-]*$/i.test(text))
    return /^\.(?:env|git|npmrc|nvmrc|editorconfig|prettierrc|eslintrc|docker|github|gitlab)/i.test(text);
  return (
    text.endsWith('/') || /\/(?:\*|\*\*)/.test(text) || (/^[\w.-]+(?:\/[\w.-]+){2,}$/.test(text) && !/^\d/.test(text))
  );
};

/** The paths in a line of Markdown, in code spans, in links and as plain words, in order. */
export const findPaths = (text: string): readonly FoundPath[] => {
  const found: FoundPath[] = [];
  for (const span of text.matchAll(/(`+)\s*([^`]+?)\s*\1/g)) {
    const written = (span[2] ?? '').replace(/^\.\//, '').replace(/:\d+(?:-\d+)?$/, '');
    if (isPath(written)) found.push({ path: written, start: span.index, end: span.index + span[0].length });
  }
  const withoutSpans = text.replace(/(`+)[^`]*\1/g, (span) => '\0'.repeat(span.length));
  const words = withoutSpans.replace(/https?:\/\/\S+/g, (url) => '\0'.repeat(url.length));
  for (const pattern of [plainPath, plainFolder]) {
    for (const match of words.matchAll(pattern)) {
      const path = match[0].replace(/^\*\*|\*\*$/g, '').replace(/^\.\//, '');
      const start = match.index;
      if (found.some((other) => start < other.end && start + path.length > other.start)) continue;
      found.push({ path, start, end: start + match[0].length });
    }
  }
  return found.sort((a, b) => a.start - b.start);
};
