package code_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestByHTTP judges requests that are written by hand, and those that only look alike.
func TestByHTTP(t *testing.T) {
	const python, script = "search.py", "search.ts"
	const host = "https://shop-a1b2c3d.svc.aped-4627-b74a.pinecone.io"
	const headers = `headers: { "Api-Key": process.env.PINECONE_API_KEY }`
	for _, test := range []struct{ name, file, text, want string }{
		{"fetch", script, `export const find = (v) =>
  fetch("` + host + `/query", { method: "POST", ` + headers + `, body: JSON.stringify({ vector: v, topK: 20000 }) });`,
			"fail clients/limit-exceeded, fail errorhandling/no-retry"},
		{"fetch of a host that is set", script, `const headers = { "Api-Key": process.env.PINECONE_API_KEY };
export const find = (v) => fetch(` + "`${process.env.PINECONE_HOST}/query`" + `, { method: "POST", headers, body: v });`,
			"fail errorhandling/no-retry, inconclusive clients/insecure-transport"},
		{"fetch by a name", script, `const HOST = "` + host + `";
export const find = (v) => fetch(HOST + "/vectors/fetch?ids=a", { ` + headers + ` });`, "fail errorhandling/no-retry"},
		{"axios", script, `import axios from "axios";
export const find = (v) => axios.post("` + host + `/query", { vector: v, topK: 3 }, { ` + headers + ` });`,
			"fail errorhandling/no-retry"},
		{"axios that is told to try again", script, `import axios from "axios";
import axiosRetry from "axios-retry";
axiosRetry(axios);
export const find = (v) => axios.post("` + host + `/query", { vector: v, topK: 3 }, { ` + headers + ` });`,
			"inconclusive errorhandling/no-retry, inconclusive errorhandling/rate-limit-ignored"},
		{"one record each time", script, `export async function load(all) {
  for (const one of all) {
    await fetch("` + host + `/vectors/upsert", { method: "POST", ` + headers + `, body: JSON.stringify({ vectors: [one] }) });
  }
}`, "fail clients/upsert-one-by-one, fail errorhandling/no-retry"},
		{"a loop that looks at the answer", script, `export async function find(v) {
  for (let i = 0; i < 4; i++) {
    const answer = await fetch("` + host + `/query", { method: "POST", ` + headers + `, body: v });
    if (answer.ok) return answer.json();
    await sleep(2 ** i * 100);
  }
}`, "inconclusive errorhandling/no-backoff, inconclusive errorhandling/no-jitter, inconclusive errorhandling/not-logged, " +
			"inconclusive errorhandling/rate-limit-ignored, inconclusive errorhandling/retries-client-errors, " +
			"inconclusive errorhandling/unbounded"},
		{"a loop that asks the message for words", script, askingMessage(host, headers, `/rate limit|429/i.test(error.message)`), ""},
		{"a loop that asks the message for words alone", script, askingMessage(host, headers, `error.message.includes("rate limit")`),
			"inconclusive errorhandling/rate-limit-ignored"},
		{"a loop that asks the message for a digit too", script,
			askingMessage(host, headers, `error.message.includes("429") || error.message.includes("5")`),
			"inconclusive errorhandling/retries-client-errors"},
		{"a loop that asks the message for words or a digit", script,
			askingMessage(host, headers, `error.message.includes("rate limit") || error.message.includes("5")`),
			"inconclusive errorhandling/rate-limit-ignored, inconclusive errorhandling/retries-client-errors"},
		{"a helper that stands elsewhere", script, `import { fetchAgain } from "./net";
export const find = (v) => fetchAgain("` + host + `/query", { method: "POST", ` + headers + `, body: v });`,
			"inconclusive clients/insecure-transport, " +
				"inconclusive errorhandling/no-retry, inconclusive errorhandling/rate-limit-ignored"},
		{"an instance of axios", script, `import axios from "axios";
const http = axios.create({ baseURL: "` + host + `", ` + headers + ` });
export const find = (v) => http.post("/query", { vector: v, topK: 3 });`, "fail errorhandling/no-retry"},
		{"headers that are made", script, `const withKey = () => ({ "Api-Key": process.env.PINECONE_API_KEY });
export const find = async (v) => fetch(` + "`https://${await hostOf()}/query`" + `, { method: "POST", headers: withKey(), body: v });`,
			"fail errorhandling/no-retry"},
		{"a namespace of records", script, `export const find = (q, ns) =>
  fetch(` + "`https://${process.env.HOST}/records/namespaces/${ns}/search`" + `, { method: "POST", ` + headers + `, body: q });`,
			"fail errorhandling/no-retry"},
		{"a session that is given the key", python, `import os, requests
session = requests.Session()
session.headers.update({"Api-Key": os.environ["PINECONE_API_KEY"]})
def find(v):
    return session.post(f"https://{os.environ['PINECONE_HOST']}/query", json={"vector": v, "topK": 3}).json()
`, "fail errorhandling/no-retry"},
		{"a session of an object, with an adapter", python, `import requests
class PineconeGateway:
    def __init__(self, host, key):
        self._base = f"https://{host}"
        self._http = requests.Session()
        self._http.headers["Api-Key"] = key
        self._http.mount("https://", adapter())
    def find(self, v):
        return self._http.post(f"{self._base}/query", json={"vector": v, "topK": 3}).json()
`, "inconclusive clients/insecure-transport, " +
			"inconclusive errorhandling/no-retry, inconclusive errorhandling/rate-limit-ignored"},
		{"a session that a function makes", python, `import os, requests
def connect():
    made = requests.Session()
    made.headers.update({"Api-Key": os.environ["PINECONE_API_KEY"]})
    return made
http = connect()
def stats(host):
    return http.get(f"https://{host}/describe_index_stats").json()
`, "inconclusive errorhandling/no-retry, inconclusive errorhandling/rate-limit-ignored"},
		{"another session", python, `import os, requests
http, other = requests.Session(), requests.Session()
http.headers["Api-Key"] = os.environ["PINECONE_API_KEY"]
def find(host):
    return other.get(f"https://{host}/query").json()
`, ""},
		{"a helper of the text", python, `import os, urllib.request
def send(url, body, headers):
    return urllib.request.urlopen(urllib.request.Request(url, body, headers)).read()
def api_post(url, body, headers):
    return send(url, body, headers)
def find(host, v):
    return api_post(f"https://{host}/query", v, headers={"Api-Key": os.environ["PINECONE_API_KEY"]})
`, "fail errorhandling/no-retry"},
		{"a helper of the text that tries again", python, `import os, urllib.request
def api_post(url, body, headers):
    for _ in range(3):
        try:
            return urllib.request.urlopen(urllib.request.Request(url, body, headers)).read()
        except OSError:
            pass
def find(host, v):
    return api_post(f"https://{host}/query", v, headers={"Api-Key": os.environ["PINECONE_API_KEY"]})
`, "inconclusive errorhandling/no-backoff, inconclusive errorhandling/no-jitter, inconclusive errorhandling/not-logged, " +
			"inconclusive errorhandling/rate-limit-ignored, inconclusive errorhandling/retries-client-errors, " +
			"inconclusive errorhandling/unbounded"},
		{"a method that adds the host", script, `export class Store {
  private send(path, body) {
    return fetch(` + "`https://${this.host}${path}`" + `, { method: "POST", headers: { "Api-Key": this.pineconeKey }, body });
  }
  find(v) {
    return this.send("/query", v);
  }
}`, "fail errorhandling/no-retry"},
		{"a method that calls one that adds the key", script, `export class Store {
  private async request(method, url, body) {
    return fetch(url, { method, headers: { "Api-Key": this.pineconeKey }, body });
  }
  private async indexRequest(path, body) {
    return this.request("POST", ` + "`${await this.host()}${path}`" + `, body);
  }
  find(v) {
    return this.indexRequest("/query", v);
  }
  fetch(host, v) {
    return this.request("GET", ` + "`${host}/vectors/fetch?ids=${v}`" + `);
  }
}`, "fail errorhandling/no-retry, fail errorhandling/no-retry, " +
			"inconclusive clients/insecure-transport, inconclusive clients/insecure-transport"},
		{"a function that calls one that may try again", script, `async function sendAgain(url, body) {
  for (let i = 0; i < 3; i++) {
    const answer = await fetch(url, { headers: { "Api-Key": process.env.PINECONE_API_KEY }, body });
    if (answer.ok) return answer;
  }
}
const indexRequest = (path, body) => sendAgain(process.env.PINECONE_HOST + path, body);
export const find = (v) => indexRequest("/query", v);`,
			"inconclusive clients/insecure-transport, " +
				"inconclusive errorhandling/no-backoff, inconclusive errorhandling/no-jitter, inconclusive errorhandling/not-logged, " +
				"inconclusive errorhandling/rate-limit-ignored, inconclusive errorhandling/retries-client-errors, " +
				"inconclusive errorhandling/unbounded"},
		{"a request that is opened in a loop", python, `import urllib.request  # of Pinecone
def find(v):
    asked = urllib.request.Request(f"{HOST}/query", data=v, headers={"Api-Key": KEY})
    for _ in range(3):
        try:
            return urllib.request.urlopen(asked)
        except OSError:
            pass
`, "inconclusive clients/insecure-transport, " +
			"inconclusive errorhandling/no-retry, inconclusive errorhandling/rate-limit-ignored"},
		{"an embedding", script, `export const embed = (texts) =>
  fetch("https://api.pinecone.io/embed", { method: "POST", ` + headers + `, body: texts });`, "fail errorhandling/no-retry"},
		{"another embedding", script, `export const embed = (texts) =>
  fetch(` + "`${process.env.HOST}/embed`" + `, { method: "POST", ` + headers + `, body: texts });`, ""},
		{"another database", python, `import httpx  # instead of Pinecone
def find(v):
    return httpx.post(f"{URL}/collections/shop/points/query", headers={"Api-Key": KEY}, json=v)
`, ""},
		{"a route of one's own", script, `export const find = (v) =>
  fetch("/api/pinecone/query", { method: "POST", ` + headers + `, body: v });`, ""},
		{"a service of one's own", script, `export const find = (v) =>
  fetch(` + "`${process.env.PINECONE_PROXY}/query`" + `, { method: "POST", body: v });`, ""},
		{"what asks nothing", script, `console.log("` + host + `/query"); new URL("` + host + `/query");`, ""},
		{"the control plane", script, `export const list = () => fetch("https://api.pinecone.io/indexes", { ` + headers + ` });`, ""},
		{"requests", python, `import os, requests
HEADERS = {"Api-Key": os.environ["PINECONE_API_KEY"]}
def find(v):
    return requests.post(f"{os.environ['PINECONE_HOST']}/query", headers=HEADERS, json={"vector": v, "topK": 3})
`, "fail errorhandling/no-retry, inconclusive clients/insecure-transport"},
		{"requests with a loop", python, `import os, requests
def find(v):
    for _ in range(3):
        try:
            r = requests.post("` + host + `/query", headers={"Api-Key": KEY}, json={"vector": v, "topK": 3})
            r.raise_for_status()
            return r.json()
        except Exception:
            pass
`, "fail errorhandling/no-backoff, fail errorhandling/not-logged, fail errorhandling/retries-client-errors"},
		{"a session", python, `import httpx
async def find(v):
    async with httpx.AsyncClient() as http:
        return await http.post("` + host + `/query", headers={"Api-Key": KEY}, json={"vector": v, "topK": 3})
`, "fail errorhandling/no-retry"},
		{"a session that tries again", python, `import requests
http = requests.Session()
http.mount("https://", HTTPAdapter(max_retries=Retry(5)))
def find(v):
    return http.post("` + host + `/query", headers={"Api-Key": KEY}, json={"vector": v, "topK": 3})
`, "inconclusive errorhandling/no-retry, inconclusive errorhandling/rate-limit-ignored"},
		{"a session that is given", python, `# of pinecone
async def find(http, v):
    return await http.post("` + host + `/query", headers={"Api-Key": KEY}, json={"vector": v, "topK": 3})
`, "inconclusive clients/insecure-transport, " +
			"inconclusive errorhandling/no-retry, inconclusive errorhandling/rate-limit-ignored"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, each := range judge(t, fstest.MapFS{test.file: {Data: []byte(test.text)}}).Findings {
				if !strings.HasPrefix(each.Rule, "privatelink/") {
					got = append(got, string(each.Verdict)+" "+each.Rule)
				}
			}
			slices.Sort(got)
			if all := strings.Join(got, ", "); all != test.want {
				t.Errorf("got\n%s\nwant\n%s", all, test.want)
			}
		})
	}
}

// askingMessage is a loop that tries again what the message of an error says it should.
func askingMessage(host, headers, asked string) string {
	return `export async function find(v) {
  for (let i = 0; i < 4; i++) {
    try {
      const answer = await fetch("` + host + `/query", { method: "POST", ` + headers + `, body: v });
      if (!answer.ok) throw new Error("it said " + answer.status);
      return answer.json();
    } catch (error) {
      if (i === 3 || !(` + asked + `)) throw error;
      console.warn("again", error);
      await new Promise((done) => setTimeout(done, Math.min(9000, 100 * 2 ** i) * Math.random()));
    }
  }
}`
}
