// What tmexchange (npm) reads: `with_tmexchange.cjs FOLDER_OF_MODULES FILE`, a JSON array a unit.
// It keeps units by their names, and of a segment with codes no order of text: such texts are null.
const fs = require("fs");
const path = require("path");

let tmexchange;
try {
  tmexchange = require(path.resolve(process.argv[2], "tmexchange"));
} catch {
  process.exit(3);
}
tmexchange.tmx2js(fs.readFileSync(process.argv[3], "utf8")).then((memory) => {
  for (const unit of Object.values(memory.resources)) {
    const sides = Object.entries(unit).map(([lang, seg]) => [lang, typeof seg === "string" ? seg : null]);
    console.log(JSON.stringify(sides));
  }
});
