import { isAscii } from './characters.ts';

/** A path in a text: `start` and `end` are offsets into it. */
export interface FoundPath {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const extensions =
  'md|mdx|rst|txt|adoc|py|pyi|ipynb|ts|tsx|mts|cts|js|jsx|mjs|cjs|json|jsonl|json5|yaml|yml|toml|ini|cfg|conf|env|sh|bash|zsh|ps1|bat|sql|go|mod|sum|rs|java|kt|kts|scala|rb|php|cs|fs|cpp|cc|hpp|h|c|m|swift|dart|lua|pl|r|jl|ex|exs|erl|hs|clj|elm|vue|svelte|astro|css|scss|sass|less|htm|html|xml|svg|png|jpg|jpeg|gif|webp|pdf|csv|tsv|parquet|proto|graphql|gql|tf|tfvars|hcl|lock|gradle|prisma|template|tmpl|hbs|j2|service|plist|wasm|zip|tar|gz|log|db|sqlite|xlsx|docx|pptx|geojson|drawio|puml|mmd|cypher|tex|ico|mp4';
const known = new Set(extensions.split('|'));
const wellKnown =
  /(?:^|\/)(?:Dockerfile|Makefile|Justfile|Procfile|LICENSE|NOTICE|README|CODEOWNERS|Jenkinsfile|Gemfile|Rakefile|Vagrantfile|CHANGELOG|CONTRIBUTING)(?:\.\w+)?$/;
const onlySegments = /^[\w.@+*{}[\]<>()$~/-]+$/;
const onlyUnicodeSegments = /^[\p{L}\p{N}_.@+*{}[\]<>()$~/-]+$/u;
const unicodeLetter = /\p{L}/u;
const plainFolder = /(?<![\w`/.:@])(?:[\w.-]{1,80}\/){2,20}(?![\w<])/g;

const plainPathOf = (letters: string, flags: string): RegExp =>
  new RegExp(
    String.raw`(?<![\w\x60/.:@-])(?:\.{1,2}\/)?(?:[${letters}_.@+*-]{1,80}\/){0,20}[${letters}_.@+*-]{0,120}[${letters}_*]\.(?:${extensions})(?![\w/]|\.\w|\(|-\w)`,
    flags,
  );
const plainPath = plainPathOf('a-z0-9', 'gi');
const plainUnicodePath = plainPathOf(String.raw`\p{L}\p{N}`, 'giu');

/** Whether some word of `text` ends like the name of a file: the expression that finds it whole is dear. */
const namesFile = (text: string): boolean => {
  for (let dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
    let end = dot + 1;
    while (isWordCharacter(text.charCodeAt(end))) end++;
    if (end > dot + 1 && known.has(text.slice(dot + 1, end).toLowerCase())) return true;
  }
  return false;
};
const isWordCharacter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f;

const endsLikeFile = (text: string): boolean => {
  const dot = text.lastIndexOf('.');
  return dot >= 0 && text[dot - 1] !== '.' && known.has(text.slice(dot + 1).toLowerCase());
};

/** Whether the text of a code span names a file, a folder or a glob. */
export const isPath = (text: string): boolean => {
  if (text === '' || text.length > 260 || /\s|^https?:|^\w+:\/\/|^[/~-]|\(\)|^@[\w-]+\/[\w-]+$|=/.test(text))
    return false;
  if (text.includes('//') || !hasSegmentsOnly(text)) return false;
  // `a.b.c` is a name in a program; `main.c` and `lib/a.b.c` are files.
  if (/^\w+\.\w+(?:\.\w+)*\.\w$/.test(text)) return false;
  if (endsLikeFile(text) || wellKnown.test(text) || fileInFolder.test(text)) return true;
  if (/^\.[a-z][\w.-]*$/i.test(text))
    return /^\.(?:env|git|npmrc|nvmrc|editorconfig|prettierrc|eslintrc|docker|github|gitlab)/i.test(text);
  return (
    text.endsWith('/') || /\/(?:\*|\*\*)/.test(text) || (/^[\w.-]+(?:\/[\w.-]+){2,}$/.test(text) && !/^\d/.test(text))
  );
};

/** A file in a folder, whatever its ending, but no type of medium such as `image/svg.xml`. */
const fileInFolder =
  /^(?!(?:application|audio|font|image|multipart|text|video)\/[^/]*$)(?:[\w.@-]+\/)+[\w.@*-]*[\w*]\.[a-z][a-z\d_]{1,12}$/;

const hasSegmentsOnly = (text: string): boolean =>
  isAscii(text)
    ? onlySegments.test(text) && /[a-z]/i.test(text)
    : onlyUnicodeSegments.test(text) && unicodeLetter.test(text);

const braces = /^([^{}]*)\{([\w.,-]{1,200})\}([^{}]*)$/;
const plainBraces = /(?<![\w/.{}-])[\w./*@-]{0,200}\{[\w.-]{1,60}(?:,[\w.-]{1,60}){1,20}\}[\w./*@-]{0,200}/g;

/** "lib/{a,b}.ts" stands for "lib/a.ts" and "lib/b.ts". */
const withoutBraces = (path: string): readonly string[] => {
  const match = path.includes('{') && path.includes(',') ? braces.exec(path) : null;
  return match === null
    ? [path]
    : (match[2] ?? '').split(',').map((part) => `${match[1] ?? ''}${part}${match[3] ?? ''}`);
};

/** The paths in a line of Markdown, in code spans, in links and as plain words, in order. */
export const findPaths = (text: string): readonly FoundPath[] => {
  if (!/[./`]/.test(text)) return [];
  const found: FoundPath[] = [];
  let words = text;
  if (text.includes('`')) {
    for (const span of text.matchAll(/(`+)\s*([^`]+?)\s*\1/g)) {
      const written = (span[2] ?? '').replace(/^\.\//, '').replace(/:\d+(?:-\d+)?$/, '');
      for (const path of withoutBraces(written))
        if (isPath(path)) found.push({ path, start: span.index, end: span.index + span[0].length });
    }
    words = text.replace(/(`+)[^`]*\1/g, (span) => '\0'.repeat(span.length));
  }
  if (words.includes('://')) words = words.replace(/https?:\/\/\S+/g, (url) => '\0'.repeat(url.length));
  if (words.includes('{')) {
    for (const match of words.matchAll(plainBraces)) {
      const paths = withoutBraces(match[0]);
      if (paths.length > 1 && paths.every(endsLikeFile))
        for (const path of paths) found.push({ path, start: match.index, end: match.index + match[0].length });
    }
  }
  const add = (match: RegExpExecArray): void => {
    const path = match[0].replace(/^\*\*|\*\*$/g, '').replace(/^\.\//, '');
    const start = match.index;
    if (found.some((other) => start < other.end && start + path.length > other.start)) return;
    found.push({ path, start, end: start + match[0].length });
  };
  if (namesFile(words)) for (const match of words.matchAll(isAscii(words) ? plainPath : plainUnicodePath)) add(match);
  if (words.includes('/')) for (const match of words.matchAll(plainFolder)) add(match);
  return found.sort((a, b) => a.start - b.start);
};
