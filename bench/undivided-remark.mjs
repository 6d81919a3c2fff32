// The rival: remark-parse on the whole text at once, and nothing else.
import { readFileSync } from 'node:fs';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

unified().use(remarkParse).parse(readFileSync(process.argv[2], 'utf8'));
