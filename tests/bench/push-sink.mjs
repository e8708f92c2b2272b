// A push service that takes everything, in a process of its own. Asked by a message, it says how many it took since.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";

const [keyFile, certFile] = process.argv.slice(2);
let taken = 0;
createServer({ key: readFileSync(keyFile), cert: readFileSync(certFile) }, (req, res) => {
  req.resume();
  req.on("end", () => {
    taken++;
    res.writeHead(201).end();
  });
}).listen(0, "127.0.0.1", function () {
  process.send({ port: this.address().port });
});
process.on("message", () => process.send({ taken }));
