// Sends a mock server the requests that a document shows, and one of each operation that it shows none of, and wants
// documented responses.
//
//   node requests.mjs DOCUMENT.json http://127.0.0.1:4010
//
// A parameter has its example, default, first listed value, or some value of its type. Fails where an answer is none that the
// document has, or where a documented example of the response is not what is answered.
import { readFileSync } from "node:fs";
import { request as open } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

const [, , file, base] = process.argv;
const document = JSON.parse(readFileSync(file, "utf8"));

const resolve = (schema) => {
  while (schema?.$ref) schema = schema.$ref.slice(2).split("/").reduce((at, key) => at[key.replaceAll("~1", "/")], document);
  return schema ?? {};
};

const FORMATS = {
  date: "2025-06-30", "date-time": "2025-06-30T12:00:00Z", time: "12:00:00Z", duration: "P1D", uri: "https://a.test/",
  uuid: "d6b52d86-f0f8-475f-89d4-ce54c8527328", email: "a@b.test", byte: "aGV5",
};

function value(schema, depth = 0) {
  schema = resolve(schema);
  if (depth > 8) return null;
  for (const key of ["const", "default", "example"]) if (key in schema) return schema[key];
  if (schema.enum) return schema.enum[0];
  for (const key of ["oneOf", "anyOf"]) if (schema[key]) return value(schema[key][0], depth + 1);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((it) => value(it, depth + 1)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  const least = schema.minimum ?? 1;
  if (type === "integer" || type === "number") return Math.min(least, schema.maximum ?? least);
  if (type === "boolean") return true;
  if (type === "array") return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => value(schema.items, depth + 1));
  if (type === "object") {
    // where nothing is required, something is given: a body without anything is none
    const names = schema.required ?? Object.keys(schema.properties ?? {}).slice(0, 1);
    return Object.fromEntries(names.map((name) => [name, value(schema.properties?.[name], depth + 1)]));
  }
  return FORMATS[schema.format] ?? "x".repeat(Math.max(1, schema.minLength ?? 1));
}

const text = (it) => (Array.isArray(it) ? it.map(String).join(",") : typeof it === "object" ? JSON.stringify(it) : String(it));

// The bodies to send: every example of every media type, one that is made up where a type has none, and none at all where there
// is no body.
function bodies(operation) {
  const all = Object.entries(operation.requestBody?.content ?? {}).flatMap(([type, content]) => {
    const shown = Object.values(content.examples ?? {}).map((it) => it.value);
    return (shown.length ? shown : [value(content.schema)]).map((it) => [type, it]);
  });
  return all.length ? all : [[]];
}

function request(path, method, operation, [type, shown]) {
  const query = new URLSearchParams();
  const headers = {};
  for (const it of operation.parameters ?? []) {
    if (!it.required) continue;
    let given = value(it.schema);
    // a part of the path that may be left out is given all the same: without it, it is another path
    if (it.in === "path" && given === "") given = "x";
    if (it.in === "path") path = path.replace(`{${it.name}}`, encodeURIComponent(text(given)));
    if (it.in === "query") (Array.isArray(given) ? given : [given]).forEach((one) => query.append(it.name, text(one)));
    if (it.in === "header") headers[it.name] = text(given);
    if (it.in === "cookie") headers.Cookie = `${it.name}=${text(given)}`;
  }
  for (const scheme of Object.keys(operation.security?.[0] ?? {})) {
    const known = document.components.securitySchemes[scheme];
    if (known.type === "http") headers.Authorization = `${known.scheme === "basic" ? "Basic eDp4" : "Bearer x"}`;
    if (known.type === "apiKey" && known.in === "header") headers[known.name] = "x";
  }
  let body;
  if (type) {
    headers["Content-Type"] = type;
    if (type === "multipart/form-data") {
      delete headers["Content-Type"];
      body = new FormData();
      for (const [name, one] of Object.entries(shown ?? {})) body.append(name, text(one));
    } else if (type === "application/x-www-form-urlencoded") {
      const pairs = Object.entries(shown ?? {}).flatMap(([name, one]) => (Array.isArray(one) ? one : [one]).map((it) => [name, text(it)]));
      body = new URLSearchParams(pairs).toString();
    } else body = type.includes("json") ? JSON.stringify(shown) : text(shown);
  }
  const search = query.toString();
  return [base + path + (search && `?${search}`), { method: method.toUpperCase(), headers, body }];
}

for (let tries = 0; ; tries++) {
  try {
    await fetch(base);
    break;
  } catch (error) {
    if (tries > 150) throw error;
    await wait(200);
  }
}

// What is answered: a status and a text. `fetch` sends no body with a read, and some docs have one.
async function answered(url, { method, headers, body }) {
  const encoded = new Response(body);
  const bytes = Buffer.from(await encoded.arrayBuffer());
  if (body instanceof FormData) headers["Content-Type"] = encoded.headers.get("Content-Type");
  if (bytes.length) headers["Content-Length"] = bytes.length;
  return new Promise((resolve, reject) => {
    const sent = open(url, { method, headers }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => resolve([answer.statusCode, Buffer.concat(chunks).toString()]));
    });
    sent.on("error", reject);
    sent.end(bytes);
  });
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"];
let [sent, wrong, operations] = [0, 0, 0];

async function send(path, method, operation, body) {
  const [url, init] = request(path, method, operation, body);
  const fail = (why) => {
    wrong += 1;
    if (wrong <= 20) console.log(`prism: ${method.toUpperCase()} ${url}: ${why}`);
  };
  sent += 1;
  let status, said;
  try {
    [status, said] = await answered(url, init);
  } catch (error) {
    return fail(error.message);
  }
  const documented = operation.responses[status] ?? operation.responses[`${Math.floor(status / 100)}XX`];
  if (status >= 400 || !documented) return fail(`${status} ${said.slice(0, 300)}`);
  const shown = Object.values(documented.content ?? {}).flatMap((it) => Object.values(it.examples ?? {}));
  const same = (one) => JSON.stringify(one.value) === JSON.stringify(JSON.parse(said || "null"));
  if (shown.length && method !== "head" && !shown.some(same)) fail("another body than a documented one");
}

for (const [path, item] of Object.entries(document.paths)) {
  for (const method of METHODS.filter((it) => item[it])) {
    operations += 1;
    for (const body of bodies(item[method])) await send(path, method, item[method], body);
  }
}
console.log(`prism: ${sent - wrong} of ${sent} requests, of ${operations} operations, are answered as documented`);
process.exit(wrong ? 1 : 0);
