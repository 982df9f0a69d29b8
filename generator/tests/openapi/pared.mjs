// A document of OpenAPI 3.0 without what a maker of clients does not know, and a line of how much of it that is:
//
//   node pared.mjs progenitor|generator DOCUMENT.json OUT.json
//
// progenitor 0.15, which ends without any client where it meets
// - a body of `multipart/form-data` ("unexpected content type"): the operation is left out;
// - several media types of one body ("more media types than expected"): the first it knows stays;
// - how the members of a form are written ("media type encoding not empty"): as a form's usual lists are, nothing is said of it;
// - responses of several types, successes or errors ("response_types.len() <= 1"): the first with a body stays;
// and whose client does not compile where there are
// - parameters of one operation whose names differ by case, a mark of a list or their place alone ("bound more than once"): the
//   first stays.
//
// openapi-generator 7.26, whose Rust client does not compile where there are
// - objects in a form ("HashMap doesn't implement Display", "could not find models in models"): texts stay in their place;
// - members of the parts of an `anyOf` whose names differ by `-` and `_` alone ("already declared"): the first stays.
import { readFileSync, writeFileSync } from "node:fs";

const [, , maker, from, to] = process.argv;
const document = JSON.parse(readFileSync(from, "utf8"));
const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const FORMS = ["application/x-www-form-urlencoded", "multipart/form-data"];
const left = {};
const leave = (what, count = 1) => count && (left[what] = (left[what] ?? 0) + count);
const plain = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

// The first of those that have one name.
const firsts = (all, key) => {
  const known = new Set();
  return all.filter((it) => !known.has(key(it)) && known.add(key(it)));
};

// Whether it is what is so without a word.
const isUsual = (it) => Object.keys(it).every((key) => (key === "style" && it.style === "form") || (key === "explode" && it.explode));

const KNOWN = ["application/json", FORMS[0], "application/octet-stream", "text/plain"];

function forProgenitor(item, method, operation) {
  const content = operation.requestBody?.content;
  const known = Object.keys(content ?? {}).find((it) => KNOWN.includes(it));
  if (content && !known) {
    leave("operations");
    delete item[method];
    return;
  }
  if (content) {
    leave("media types", Object.keys(content).length - 1);
    operation.requestBody.content = { [known]: content[known] };
    leave("encodings", Object.values(content[known].encoding ?? {}).filter((it) => !isUsual(it)).length);
    delete content[known].encoding;
  }
  if (operation.parameters) {
    const own = firsts(operation.parameters, (it) => plain(it.name));
    leave("parameters", operation.parameters.length - own.length);
    operation.parameters = own;
  }
  const responses = Object.entries(operation.responses);
  for (const isSuccess of [true, false]) {
    const all = responses.filter(([status]) => status.startsWith("2") === isSuccess);
    const first = all.find(([, it]) => it.content) ?? all[0];
    for (const [status, it] of all) {
      if (it === first[1]) continue;
      leave("responses");
      delete operation.responses[status];
    }
  }
}

function forGenerator(item, method, operation) {
  for (const [type, { schema }] of Object.entries(operation.requestBody?.content ?? {})) {
    const isObject = (it) => !it || (it.items ? isObject(it.items) : it.type === undefined || it.type === "object");
    for (const [name, it] of FORMS.includes(type) ? Object.entries(schema.properties ?? {}) : []) {
      if (!isObject(it)) continue;
      leave("objects in forms");
      schema.properties[name] = { type: "string", description: it.description };
    }
    const known = new Map();
    for (const part of schema.anyOf ?? []) {
      for (const name of Object.keys(part.properties ?? {})) {
        const first = known.get(plain(name)) ?? name;
        known.set(plain(name), first);
        if (first === name) continue;
        leave("members");
        delete part.properties[name];
        part.required = part.required?.filter((it) => it !== name);
        if (!part.required?.length) delete part.required;
      }
    }
  }
}

const pare = { progenitor: forProgenitor, generator: forGenerator }[maker];
for (const [path, item] of Object.entries(document.paths)) {
  for (const method of METHODS.filter((it) => item[it])) pare(item, method, item[method]);
  if (!METHODS.some((it) => item[it])) delete document.paths[path];
}
writeFileSync(to, JSON.stringify(document, null, 2));
const told = Object.entries(left).map(([what, count]) => `${count} ${what}`);
if (told.length) console.log(`${maker}: without ${told.join(", ")}, which it does not know`);
