// What Hugging Face's tokenizers make of texts. Arguments: folder of node packages, jobs (a JSON list of { tokenizer: path of a tokenizer.json, texts: strings }),
// file for the answer: per text of every job, as int32, the number of tokens, their ids, and the start and end of each in code points.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [packages, jobsFile, answerFile] = process.argv.slice(2);
const { Tokenizer } = createRequire(join(packages, 'x.js'))('tokenizers');
const numbers = [];
for (const job of JSON.parse(readFileSync(jobsFile, 'utf8'))) {
  const tokenizer = Tokenizer.fromFile(job.tokenizer);
  tokenizer.disableTruncation();
  tokenizer.disablePadding();
  for (const text of job.texts) {
    const encoding = await tokenizer.encode(text);
    const ids = encoding.getIds();
    numbers.push(ids.length, ...ids, ...encoding.getOffsets().flat());
  }
}

writeFileSync(answerFile, Buffer.from(Int32Array.from(numbers).buffer));
