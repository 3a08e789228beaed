package source_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/pinelint/pinelint/pkg/collect/source"
)

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// wideText is UTF-16 without a mark.
func wideText(text string, high int) string {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		pair := []byte{byte(unit), byte(unit >> 8)}
		out = append(out, pair[high], pair[1-high])
	}
	return string(out)
}

// forms are files as people have them, each with one secret.
func forms() map[string]struct{ text, want string } {
	return map[string]struct{ text, want string }{
		"secret.yaml":        {"kind: Secret\ndata:\n  PINECONE_API_KEY: " + encoded(pcsk) + "\n", "3:3-19 api_key pcsk PINECONE_API_KEY"},
		"newline.yaml":       {"kind: Secret\ndata:\n  pinecone-api-key: " + encoded(uuid+"\n") + "\n", "3:3-19 api_key uuid pinecone-api-key"},
		"list.yaml":          {"env:\n- name: PINECONE_CLIENT_SECRET\n  value: " + clientSecret + "\n", "3:10-74 service_account_secret literal PINECONE_CLIENT_SECRET"},
		"patched.yaml":       {"- {op: add, path: /env/-, value: {name: PINECONE_CLIENT_SECRET, value: \"" + clientSecret + "\"}}\n", "1:41-63 service_account_secret literal PINECONE_CLIENT_SECRET"},
		"account.yaml":       {"data:\n  PINECONE_CLIENT_SECRET: " + encoded(clientSecret) + "\n", "2:3-25 service_account_secret literal PINECONE_CLIENT_SECRET"},
		"secret.json":        {`{"data":{"pineconeApiKey":"` + encoded(uuid) + `"}}`, "1:11-25 api_key uuid pineconeApiKey"},
		"file.b64":           {encoded("a=1\nPINECONE_API_KEY=" + pcsk + "\n"), "1:1-129 api_key pcsk <nil>"},
		"shifted.b64":        {encoded("x" + pckey), "1:1-104 api_key pckey <nil>"},
		"wrapped.yaml":       {"data:\n  token: |\n    " + encoded(pcsk)[:76] + "\n    " + encoded(pcsk)[76:] + "\n", "3:5-28 api_key pcsk <nil>"},
		"environment.yaml":   {"kind: Secret\ndata:\n  .env: " + encoded("A=1\nPINECONE_API_KEY="+uuid+"\n"), "3:4-7 api_key uuid env"},
		"settings.yaml":      {"kind: Secret\ndata:\n  a.json: " + encoded(`{"pinecone":{"apiKey":"`+uuid+`"}}`), "3:3-9 api_key uuid a.json"},
		"credentials.yaml":   {"kind: Secret\ndata:\n  a: " + encoded("PINECONE_CLIENT_SECRET="+clientSecret), "3:3-4 service_account_secret literal a"},
		"arguments.yaml":     {"args:\n  - --pinecone-api-key\n  - " + uuid + "\n", "3:5-41 api_key uuid pinecone-api-key"},
		"arguments.json":     {"[\n  \"--pinecone-api-key\",\n  \"" + uuid + "\"\n]", "3:4-40 api_key uuid pinecone-api-key"},
		"patch.yaml":         {"- op: add\n  path: /data/PINECONE_API_KEY\n  value: " + uuid + "\n", "3:10-46 api_key uuid PINECONE_API_KEY"},
		"order.json":         {`[{"value": "` + uuid + `", "name": "PINECONE_API_KEY"}]`, "1:61-77 api_key uuid PINECONE_API_KEY"},
		"named.yaml":         {"kind: Secret\nmetadata:\n  name: pinecone-credentials\nstringData:\n  apiKey: " + uuid + "\n", "5:3-9 api_key uuid apiKey"},
		"named64.yaml":       {"data:\n  key: " + encoded(uuid) + "\nkind: Secret\nmetadata:\n  name: 'x-pinecone'\n", "2:3-6 api_key uuid key"},
		"named.json":         {`{"kind": "Secret", "data": {"api-key": "` + encoded(uuid) + `"}, "metadata": {"name": "pinecone"}}`, "1:30-37 api_key uuid api-key"},
		"account64.yaml":     {"kind: Secret\nmetadata: {name: pinecone}\ndata: {client_secret: " + encoded(clientSecret) + "}\n", "3:8-21 service_account_secret literal client_secret"},
		"store.yaml":         {"type: pinecone\noptions:\n  a: 1\napiKey: " + uuid + "\n", "4:1-7 api_key uuid apiKey"},
		"store-below.yaml":   {"stores:\n  - api_key: " + uuid + "\n    options: {a: 1}\n    provider: \"pinecone\"\n", "2:5-12 api_key uuid api_key"},
		"store.py":           {`Store(provider="pinecone", options={"a": 1}, api_key="` + uuid + `")`, "1:46-53 api_key uuid api_key"},
		"store.json":         {`{"apiKey": "` + uuid + `", "options": {}, "name": "pinecone"}`, "1:3-9 api_key uuid apiKey"},
		"body.sh":            {"gh secret set PINECONE_API_KEY --body \"" + uuid + "\"\n", "1:15-31 api_key uuid PINECONE_API_KEY"},
		"string.sh":          {"aws secretsmanager create-secret --name prod/pinecone-api-key \\\n  --secret-string " + uuid, "2:19-55 api_key uuid pinecone-api-key"},
		"value.sh":           {"aws ssm put-parameter --name /a/PINECONE_API_KEY --value '" + uuid + "'", "1:33-49 api_key uuid PINECONE_API_KEY"},
		"piped.sh":           {"echo -n '" + uuid + "' | gh secret set PINECONE_API_KEY\n", "1:64-80 api_key uuid PINECONE_API_KEY"},
		"outer.yml":          {"PINECONE_API_KEY: \"${PC_KEY:-" + uuid + "}\"\n", "1:1-17 api_key uuid PINECONE_API_KEY"},
		"inner.yaml":         {"- {name: PINECONE_API_KEY, value: '${X:-" + uuid + "}'}", "1:10-26 api_key uuid PINECONE_API_KEY"},
		"vault.sh":           {"vault kv put secret/pinecone api_key=" + uuid, "1:30-37 api_key uuid api_key"},
		"parameters.json":    {`{"parameters": {"pineconeApiKey": {"value": "` + uuid + `"}}}`, "1:18-32 api_key uuid pineconeApiKey"},
		"main.bicep":         {"param pineconeApiKey string = '" + uuid + "'", "1:7-21 api_key uuid pineconeApiKey"},
		"compose.yml":        {"services:\n  app:\n    environment:\n      - PINECONE_API_KEY=" + uuid + "\n", "4:9-25 api_key uuid PINECONE_API_KEY"},
		"default.yml":        {"    environment:\n      KEY: ${PINECONE_API_KEY:-" + uuid + "}\n", "2:14-30 api_key uuid PINECONE_API_KEY"},
		"app.yaml":           {"envs:\n  - key: PINECONE_API_KEY\n    scope: RUN_TIME\n    value: " + uuid + "\n", "4:12-48 api_key uuid PINECONE_API_KEY"},
		"stack.json":         {`[{"ParameterKey": "PineconeApiKey", "ParameterValue": "` + uuid + `"}]`, "1:20-34 api_key uuid PineconeApiKey"},
		"build.json":         {`[{"name": "PINECONE_API_KEY", "type": "PLAINTEXT", "value": "` + uuid + `"}]`, "1:12-28 api_key uuid PINECONE_API_KEY"},
		"stack.yaml":         {"Parameters:\n  PineconeApiKey:\n    Type: String\n    NoEcho: true\n    Default: " + uuid + "\n", "5:14-50 api_key uuid PineconeApiKey"},
		"synth.json":         {`{"PineconeApiKey": {"Type": "String", "NoEcho": true, "Default": "` + uuid + `"}}`, "1:3-17 api_key uuid PineconeApiKey"},
		"source.ipynb":       {`{"source": ["os.environ[\"PINECONE_API_KEY\"] = \"` + uuid + `\"\n"]}`, "1:27-43 api_key uuid PINECONE_API_KEY"},
		"output.ipynb":       {`{"outputs": [{"text": ["the key is:\n` + pcsk + `\n"]}]}`, "1:38-112 api_key pcsk <nil>"},
		"colored.ipynb":      {`{"text": ["\u001b[32m` + pcsk + `\u001b[0m"]}`, "1:22-96 api_key pcsk <nil>"},
		"prod.tfvars":        {"pinecone_api_key = \"" + uuid + "\"\r\n", "1:1-17 api_key uuid pinecone_api_key"},
		".zsh_history":       {": 1700000000:0;export PINECONE_API_KEY=" + uuid + "\n", "1:23-39 api_key uuid PINECONE_API_KEY"},
		".bash_history":      {"curl https://api.pinecone.io/indexes -H 'Api-Key: " + uuid + "'\n", "1:42-49 api_key uuid Api-Key"},
		"config.toml":        {"[vectors.pinecone]\nregion = \"us-east-1\"\napi_key = \"" + uuid + "\"\n", "3:1-8 api_key uuid api_key"},
		"config.ini":         {"[pinecone]\r\napi_key=" + uuid + "\r\n", "2:1-8 api_key uuid api_key"},
		"config.yaml":        {"stores:\n  pinecone:\n    index: docs\n    api_key: " + uuid + "\n", "4:5-12 api_key uuid api_key"},
		"config.json":        {`{"stores": {"pinecone": {"index": "docs", "apiKey": "` + uuid + `"}}}`, "1:44-50 api_key uuid apiKey"},
		"app.min.js":         {strings.Repeat("function(){return 1};", 50_000) + `new Pinecone({apiKey:"` + uuid + `"})`, "1:1050015-1050021 api_key uuid apiKey"},
		"little.txt":         {wideText("PINECONE_API_KEY="+pcsk, 0), "1:1-17 api_key pcsk PINECONE_API_KEY"},
		"big.txt":            {wideText("PINECONE_API_KEY="+pcsk, 1), "1:1-17 api_key pcsk PINECONE_API_KEY"},
		"First.cs":           {`new PineconeClient("` + uuid + `")`, "1:21-57 api_key uuid <nil>"},
		"first.py":           {`pc = Pinecone('` + uuid + `')`, "1:16-52 api_key uuid <nil>"},
		"First.java":         {`new Pinecone.Builder("` + uuid + `").build()`, "1:23-59 api_key uuid <nil>"},
		"With.java":          {`new PineconeClientConfig().withApiKey("` + uuid + `")`, "1:40-76 api_key uuid <nil>"},
		"first.rs":           {`PineconeClient::new(Some("` + uuid + `"), None)`, "1:27-63 api_key uuid <nil>"},
		"app.plist":          {"<dict><key>PINECONE_API_KEY</key>\n<string>" + uuid + "</string>", "2:9-45 api_key uuid PINECONE_API_KEY"},
		"short.ini":          {"[pinecone]\nkey = " + uuid + "\n", "2:1-4 api_key uuid key"},
		"init.rb":            {"Pinecone.configure do |config|\n  config.api_key = \"" + uuid + "\"\nend\n", "2:3-17 api_key uuid config.api_key"},
		"url.txt":            {"https://x.example/?key%3D" + pcsk, "1:26-100 api_key pcsk <nil>"},
		"web.config":         {`<add key="Pinecone:ApiKey" value="` + uuid + `" />`, "1:11-26 api_key uuid Pinecone:ApiKey"},
		"Program.cs":         {`builder.Configuration["Search:Pinecone:ApiKey"] = "` + uuid + `";`, "1:24-46 api_key uuid Search:Pinecone:ApiKey"},
		"setup.ps1":          {`dotnet user-secrets set "Pinecone:ApiKey" ` + uuid + "\n", "1:26-41 api_key uuid Pinecone:ApiKey"},
		"lone-cr.properties": {"a=1\rpinecone.apikey=" + uuid + "\r", "2:1-16 api_key uuid pinecone.apikey"},
	}
}

func TestForms(t *testing.T) {
	for name, form := range forms() {
		t.Run(name, func(t *testing.T) {
			got := collectFrom(t, fstest.MapFS{name: {Data: []byte(form.text)}}, 1)
			line, _, _ := strings.Cut(form.want, ":")
			want := name + ":" + line + ":1 " + form.want
			if all := strings.Join(lines(got), "\n"); all != want {
				t.Errorf("got\n%s\nwant\n%s", all, want)
			}
		})
	}
}

// TestFormsAreRedacted: of a text that a report quotes, nothing that was found is left, nor what
// it is encoded from.
func TestFormsAreRedacted(t *testing.T) {
	for name, form := range forms() {
		shown := source.Redact(form.text)
		for _, secret := range []string{secretPart, uuid, clientSecret, encoded(pcsk), encoded(uuid), encoded(clientSecret)} {
			if strings.Contains(shown, secret[4:16]) {
				t.Errorf("%s: a part of a secret is in %.200q", name, shown)
			}
		}
	}
}

// TestRedactKeepsLines: what stands behind a secret of several lines keeps its place.
func TestRedactKeepsLines(t *testing.T) {
	text := "token: |\n  " + encoded(pcsk)[:76] + "\n  " + encoded(pcsk)[76:] + "\nnext: 1\n"
	if got, want := source.Redact(text), "token: |\n  [redacted]\n=\nnext: 1\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNoForms(t *testing.T) {
	for name, text := range map[string]string{
		"documentation":   "PINECONE_API_KEY=pcsk_xxxxx_" + strings.Repeat("xyz", 21),
		"counted":         "pcsk_abcde_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0",
		"fixture":         "pcsk_test1_" + secretPart,
		"fake":            "pckey_a1B2c3_fake" + secretPart[4:],
		"encoded":         "PINECONE_API_KEY: " + encoded("pcsk_xxxxx_"+strings.Repeat("xyz", 21)),
		"encoded name":    "PINECONE_PROJECT_ID: " + encoded(uuid),
		"encoded other":   "pinecone:\n  image: " + encoded(uuid),
		"checksum":        "pinecone_key_checksum: " + strings.Repeat("0f", 32),
		"next section":    "[pinecone]\nindex = \"a\"\n[openai]\napi_key = \"" + uuid + "\"",
		"beside":          "stores:\n  pinecone:\n    index: docs\n  openai:\n    api_key: " + uuid,
		"other setting":   `<!-- pinecone --><add key="OpenAI:ApiKey" value="` + uuid + `" />`,
		"other variable":  "- key: PINECONE_API_KEY\n  sync: false\n- key: OTHER\n  value: " + uuid,
		"other entry":     `[{"name": "PINECONE_API_KEY", "valueFrom": "a"}, {"name": "OTHER", "value": "` + uuid + `"}]`,
		"other parameter": "PineconeKey:\n  Type: String\nOther:\n  Type: String\n  Default: " + uuid,
		"other default":   "KEY: ${OTHER:-" + uuid + "} # PINECONE_API_KEY",
		"a key of KMS":    `pinecone_kms_key = "` + uuid + `"`,
		"an entry":        "# pinecone\n[docs]\nkey = " + uuid,
		"a keyword":       `PINECONE_KEYWORD_INDEX = "` + uuid + `"`,
		"a key to sort":   `pinecone_partition_key = "` + uuid + `"`,
		"a manual's":      "PINECONE_API_KEY=123e4567-e89b-12d3-a456-426614174000",
		"in turns":        "PINECONE_API_KEY=a1b2c3d4-e5f6-7890-abcd-ef1234567890",
		"in groups":       "PINECONE_API_KEY=1234abcd-12ab-34cd-56ef-1234567890ab",
		"in words":        "pcsk_abc12_ThisIsNotARealKey" + secretPart[:45],
		"again and again": "pcsk_abc12_" + strings.Repeat(secretPart[:21], 3),
		"another's first": `NewClient("` + uuid + `") // pinecone`,
		"second":          `Pinecone(environment, "` + uuid + `")`,
		"after a client":  `Pinecone(); other("` + uuid + `")`,
		"another Secret":  "kind: Secret\nmetadata: {name: app, namespace: pinecone}\nstringData:\n  apiKey: " + uuid,
		"next Secret":     "kind: Secret\nmetadata: {name: pinecone}\n---\nkind: Secret\nmetadata: {name: a}\ndata: {key: " + encoded(uuid) + "}",
		"not a key":       "kind: Secret\nmetadata: {name: pinecone}\nstringData:\n  key-id: " + uuid,
		"id in Base64":    "PINECONE_API_KEY_ID: " + encoded(uuid),
		"default above":   "def f(provider=\"pinecone\"):\n  pass\napi_key = \"" + uuid + "\"",
		"piped elsewhere": "echo " + uuid + " | gh secret set OTHER && gh secret set PINECONE_API_KEY",
		"other command":   "gh secret set PINECONE_API_KEY\ngh secret set OTHER --body " + uuid,
		"not its key":     "kind: Secret\nmetadata: {name: pinecone}\nstringData:\n  index-id: " + uuid,
		"next entry":      "- type: pinecone\n  a: 1\n- type: openai\n  api_key: " + uuid + "\n- type: pinecone\n",
		"entry above":     "- type: pinecone\n- api_key: " + uuid,
		"table above":     "[a]\ntype = \"pinecone\"\n[b]\napi_key = \"" + uuid + "\"\n[c]\ntype = \"pinecone\"",
		"object beside":   `[{"type": "pinecone"}, {"type": "b", "apiKey": "` + uuid + `"}, {"type": "pinecone"}]`,
		"below an object": "a:\n  type: pinecone\napi_key: " + uuid + "\nb:\n  type: pinecone\n",
		"other argument":  "# pinecone\n- --project-id\n- " + uuid,
		"value before":    "- value: " + uuid + "\n- name: PINECONE_API_KEY",
		"closed object":   `{"pinecone": {"index": "docs"}, "other": {"apiKey": "` + uuid + `"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			got := collectFrom(t, fstest.MapFS{"f": {Data: []byte(text)}}, 1)
			if all := lines(got); len(all) > 0 {
				t.Errorf("found %v", all)
			}
		})
	}
}

func TestArchivesAreCounted(t *testing.T) {
	fsys := fstest.MapFS{
		"a.zip": {Data: []byte("PK\x03\x04" + pcsk)}, "b.tgz": {Data: []byte("\x1f\x8b" + pcsk)},
		"c.tar": {Data: []byte(strings.Repeat("\x00", 257) + "ustar" + pcsk)}, "d.bin": {Data: []byte("\x00" + pcsk)},
		"e.txt": {Data: []byte("PK")},
	}
	got := collectFrom(t, fsys, 2)
	counts := got.source.Counts
	if len(got.units) > 0 || counts["archives"] != 3 || counts["binary"] != 1 || counts["files"] != 1 {
		t.Errorf("%d units, %v", len(got.units), counts)
	}
}
