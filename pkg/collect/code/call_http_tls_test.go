package code_test

import (
	"slices"
	"testing"
	"testing/fstest"
)

// TestByHTTPVerified says of requests that are written by hand whether they go out encrypted, to one
// whose certificate is verified.
func TestByHTTPVerified(t *testing.T) {
	const host = "shop-a1b2c3d.svc.aped-4627-b74a.pinecone.io"
	const python = "import os, ssl, aiohttp, http.client, httpx, requests, urllib.request, urllib3\n" +
		`H = {"Api-Key": os.environ["PINECONE_API_KEY"]}` + "\n"
	const script = "import https from 'node:https';\nimport axios from 'axios';\n" +
		"const headers = { 'Api-Key': process.env.PINECONE_API_KEY };\n"
	const well, fail, open = "", "fail", "inconclusive"
	for _, test := range []struct{ name, language, text, want string }{
		{"requests", python, `def find(v): return requests.post("https://` + host + `/query", headers=H, json=v)`, well},
		{"its own authority", python, `def find(v): return requests.post("https://` + host + `/query", headers=H, json=v, verify="/etc/ca.pem")`, well},
		{"as if it were not given", python, `def find(v): return requests.post("https://` + host + `/query", headers=H, json=v, verify=None)`, well},
		{"what is sent says no such thing", python, `def find(v):
    return requests.post("https://` + host + `/query", headers=H, json={"vector": v, "filter": {"verify": False, "secure": False}})`, well},
		{"unverified", python, `def find(v): return requests.post("https://` + host + `/query", headers=H, json=v, verify=False)`, fail},
		{"by a constant", python, `VERIFY = False
def find(v): return requests.post("https://` + host + `/query", headers=H, json=v, verify=VERIFY)`, fail},
		{"by a setting", python, `def find(v):
    return requests.post("https://` + host + `/query", headers=H, json=v, verify=os.environ["VERIFY"] == "1")`, open},
		{"by options", python, `OPTIONS = {"timeout": 5, "verify": False}
def find(v): return requests.post("https://` + host + `/query", headers=H, json=v, **OPTIONS)`, fail},
		{"by options that stand elsewhere", python, `def find(v, **options): return requests.post("https://` + host + `/query", headers=H, json=v, **options)`, open},
		{"a session", python, `http = requests.Session()
def find(v): return http.post("https://` + host + `/query", headers=H, json=v)`, well},
		{"a session that is told", python, `http = requests.Session()
http.verify = False
def find(v): return http.post("https://` + host + `/query", headers=H, json=v)`, fail},
		{"a session of an object that is told", python, `class Shop:
    def __init__(self):
        self.http = requests.Session()
        self.http.verify = False
    def find(self, v): return self.http.post("https://` + host + `/query", headers=H, json=v)`, fail},
		{"another session that is told", python, `def find(v):
    http = requests.Session()
    return http.post("https://` + host + `/query", headers=H, json=v)
def other():
    http = requests.Session()
    http.verify = False
    return http.get("https://intranet/health")`, well},
		{"a session that a function makes", python, `def connect():
    made = requests.Session()
    made.verify = False
    return made
http = connect()
def find(v): return http.post("https://` + host + `/query", headers=H, json=v)`, fail},
		{"a session under a condition", python, `def find(v, debug):
    http = requests.Session()
    if debug:
        http.verify = False
    return http.post("https://` + host + `/query", headers=H, json=v)`, open},
		{"a client of httpx", python, `def find(v):
    with httpx.Client(base_url="https://` + host + `", headers=H, verify=False) as http:
        return http.post("/query", json=v)`, fail},
		{"a transport of httpx", python, `http = httpx.Client(transport=httpx.HTTPTransport(verify=False))
def find(v): return http.post("https://` + host + `/query", headers=H, json=v)`, fail},
		{"a base without encryption", python, `http = httpx.Client(base_url="http://` + host + `", headers=H)
def find(v): return http.post("/query", json=v)`, fail},
		{"a base that stands elsewhere", python, `http = httpx.Client(base_url=os.environ["PINECONE_URL"], headers=H)
def find(v): return http.post("/query", json=v)`, open},
		{"aiohttp", python, `async def find(v):
    async with aiohttp.ClientSession() as http, http.post("https://` + host + `/query", headers=H, json=v, ssl=False) as r:
        return await r.json()`, fail},
		{"a connector of aiohttp", python, `async def find(v):
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(verify_ssl=False)) as http:
        return await http.post("https://` + host + `/query", headers=H, json=v)`, fail},
		{"a connector of aiohttp that limits", python, `async def find(v):
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=5)) as http:
        return await http.post("https://` + host + `/query", headers=H, json=v)`, well},
		{"a context", python, `context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
def find(v): return httpx.post("https://` + host + `/query", headers=H, json=v, verify=context)`, fail},
		{"a context that verifies", python, `context = ssl.create_default_context(cafile="/etc/ca.pem")
def find(v): return httpx.post("https://` + host + `/query", headers=H, json=v, verify=context)`, well},
		{"a connection", python, `def find(v):
    connection = http.client.HTTPSConnection("` + host + `")
    connection.request("POST", "/query", v, headers=H)`, well},
		{"a connection without encryption", python, `def find(v):
    connection = http.client.HTTPConnection("` + host + `")
    connection.request("POST", "/query", v, headers=H)`, fail},
		{"urllib3", python, `pool = urllib3.PoolManager(cert_reqs="CERT_NONE")
def find(v): return pool.request("POST", "https://` + host + `/query", headers=H, json=v)`, fail},
		{"this machine", python, `def find(v): return httpx.post("http://127.0.0.1:5081/query", headers=H, json=v)`, well},
		{"a host that is put in", python, `def find(v): return httpx.post(f"https://{os.environ['HOST']}/query", headers=H, json=v)`, well},
		{"a host that is put in, without encryption", python, `def find(v):
    return httpx.post(f"http://{os.environ['HOST']}/query", headers=H, json=v)`, open},
		{"an address that is set", python, `def find(v): return httpx.post(os.environ["PINECONE_URL"] + "/query", headers=H, json=v)`, open},
		{"an address that falls back", python, `URL = os.environ.get("PINECONE_URL", "http://` + host + `")
def find(v): return httpx.post(f"{URL}/query", headers=H, json=v)`, fail},
		{"a helper", python, `def api_post(path, body):
    return requests.post("https://` + host + `" + path, headers=H, json=body, verify=False)
def find(v): return api_post("/query", v)`, fail},
		{"a helper without encryption", python, `def api_post(path, body):
    return requests.post("http://` + host + `" + path, headers=H, json=body)
def find(v): return api_post("/query", v)`, fail},
		{"a number that is false", python, `def find(v): return requests.post("https://` + host + `/query", headers=H, json=v, verify=0)`, fail},
		{"options by dict", python, `OPTIONS = dict(verify=False)
def find(v): return requests.post("https://` + host + `/query", headers=H, json=v, **OPTIONS)`, fail},
		{"mounts of httpx", python, `http = httpx.Client(mounts={"https://": httpx.HTTPTransport(verify=False)})
def find(v): return http.post("https://` + host + `/query", headers=H, json=v)`, fail},
		{"an opener of all", python, `urllib.request.install_opener(urllib.request.build_opener(
    urllib.request.HTTPSHandler(context=ssl._create_unverified_context())))
def find(v): return urllib.request.urlopen(urllib.request.Request("https://` + host + `/query", headers=H, data=v))`, fail},
		{"a session that a function is given", python, `def configure(session):
    session.verify = False
http = requests.Session()
configure(http)
def find(v): return http.post("https://` + host + `/query", headers=H, json=v)`, open},
		{"an adapter of one's own", python, `http = requests.Session()
http.mount("https://", Adapter())
def find(v): return http.post("https://` + host + `/query", headers=H, json=v)`, open},
		{"an adapter that tries again", python, `http = requests.Session()
http.mount("https://", requests.adapters.HTTPAdapter(max_retries=3))
def find(v): return http.post("https://` + host + `/query", headers=H, json=v)`, well},
		{"options that are spread", script, `const base = { httpsAgent: new https.Agent({ rejectUnauthorized: false }) };
export const find = (v) => axios.post("https://` + host + `/query", v, { ...base, headers });`, fail},
		{"options that are spread and stand elsewhere", script, `import { base } from "./base";
export const find = (v) => axios.post("https://` + host + `/query", v, { ...base, headers });`, open},
		{"an agent that stands elsewhere", script, `import { httpsAgent } from "./agent";
export const find = (v) => axios.post("https://` + host + `/query", v, { headers, httpsAgent });`, open},
		{"the agent of all", script, `https.globalAgent.options.rejectUnauthorized = false;
export const find = (v) => axios.post("https://` + host + `/query", v, { headers });`, fail},
		{"the agent of all, which fetch does not use", script, `https.globalAgent.options.rejectUnauthorized = false;
export const find = (v) => fetch("https://` + host + `/query", { method: "POST", headers, body: v });`, well},
		{"any name of a host", script, `const httpsAgent = new https.Agent({ checkServerIdentity: () => undefined });
export const find = (v) => axios.post("https://` + host + `/query", v, { headers, httpsAgent });`, fail},
		{"fetch", script, `export const find = (v) => fetch("https://` + host + `/query", { method: "POST", headers, body: v });`, well},
		{"fetch without encryption", script, `const HOST = "http://` + host + `";
export const find = (v) => fetch(` + "`${HOST}/query`" + `, { method: "POST", headers, body: v });`, fail},
		{"a dispatcher", script, `import { Agent } from "undici";
const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
export const find = (v) => fetch("https://` + host + `/query", { method: "POST", headers, body: v, dispatcher });`, fail},
		{"an agent of axios", script, `const httpsAgent = new https.Agent({ rejectUnauthorized: false });
export const find = (v) => axios.post("https://` + host + `/query", v, { headers, httpsAgent });`, fail},
		{"an agent of axios that is kept alive", script, `const httpsAgent = new https.Agent({ keepAlive: true });
export const find = (v) => axios.post("https://` + host + `/query", v, { headers, httpsAgent });`, well},
		{"an agent by a setting", script, `const httpsAgent = new https.Agent({ rejectUnauthorized: process.env.STAGE === "prod" });
export const find = (v) => axios.post("https://` + host + `/query", v, { headers, httpsAgent });`, open},
		{"an instance of axios", script, `const http = axios.create({ baseURL: "https://` + host + `", headers,
  httpsAgent: new https.Agent({ rejectUnauthorized: false }) });
export const find = (v) => http.post("/query", v);`, fail},
		{"the defaults of axios", script, `axios.defaults.httpsAgent = new https.Agent({ rejectUnauthorized: false });
export const find = (v) => axios.post("https://` + host + `/query", v, { headers });`, fail},
		{"all of the program", script, `process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
export const find = (v) => fetch("https://` + host + `/query", { method: "POST", headers, body: v });`, fail},
		{"what stands elsewhere", script, `import { send } from "./net";
export const fetchShop = (v) => fetchBy("https://` + host + `/query", { headers, body: v });`, open},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := "search.py"
			if test.language == script {
				file = "search.ts"
			}
			var got []string
			for _, each := range judge(t, fstest.MapFS{file: {Data: []byte(test.language + test.text + "\n")}}).Findings {
				if each.Rule == "clients/insecure-transport" {
					got = append(got, string(each.Verdict))
				}
			}
			want := []string{test.want}
			if test.want == well {
				want = nil
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}
