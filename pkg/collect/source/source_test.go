package source_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf16"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/source"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Made for these tests, in the shapes of real ones.
const (
	secretPart   = "Q7mZ2kV9xB4nL8sT1wR6yD3fH5jG0pCeAuIoEiKqMvNzXbWtYrUgPhSdJlFa2c4"
	pcsk         = "pcsk_4Xw9Z_" + secretPart
	pckey        = "pckey_a1B2c3_" + secretPart
	uuid         = "7f3c91d2-5b8e-4a06-9c1d-e2f4a8b07356"
	clientSecret = "kT9-xQ2mZ7vB4nL8_sT1wR6yD3fH5jG0pCeAuIoEiKqMvNzXbWtYrUgPhSdJlFa2"
)

type sink struct {
	units  [][]*snapshot.Observation
	source snapshot.Source
}

func (s *sink) Observe(unit []*snapshot.Observation) { s.units = append(s.units, unit) }
func (s *sink) Report(source snapshot.Source)        { s.source = source }

func collectFrom(t testing.TB, fsys fs.FS, jobs int) *sink {
	t.Helper()
	tree, err := collect.Walk(fsys)
	if err != nil {
		t.Fatal(err)
	}
	got := &sink{}
	options := source.Options{Types: collecttest.Types(t), Jobs: jobs}
	if err := source.Collect(context.Background(), tree, options, got); err != nil {
		t.Fatal(err)
	}
	all, err := json.Marshal(got.source)
	if err != nil {
		t.Fatal(err)
	}
	for _, unit := range got.units {
		part, err := json.Marshal(unit)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, part...)
	}
	for _, secret := range []string{secretPart[:12], uuid[:8], clientSecret[:12]} {
		if strings.Contains(string(all), secret) {
			t.Errorf("a part of a secret is in the result: %s", all)
		}
	}
	return got
}

// lines shows each observation as "former address at line:column-column values".
func lines(got *sink) []string {
	var out []string
	for _, unit := range got.units {
		for _, o := range unit {
			at, _ := o.Locations.Get("")
			v := o.Values
			what := fmt.Sprint(v["kind"], " ", v["shape"])
			if o.Type == "client_exposure" {
				what = fmt.Sprint("exposure ", v["prefix"])
			}
			out = append(out, fmt.Sprintf("%s %d:%d-%d %s %v", o.Formerly[0],
				at.StartLine, at.StartColumn, at.EndColumn, what, v["variable"]))
		}
	}
	return out
}

func TestSecrets(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"env", "A=1\nPINECONE_API_KEY=" + pcsk + "\n", "f:2:1 2:1-17 api_key pcsk PINECONE_API_KEY"},
		{"published shape", `key = "` + pckey + `"`, "f:1:1 1:1-4 api_key pckey key"},
		{"bare", "  " + pcsk, "f:1:1 1:3-77 api_key pcsk <nil>"},
		{"in a call", `Pinecone(api_key="` + pcsk + `")`, "f:1:1 1:10-17 api_key pcsk api_key"},
		{"getenv with a default", `os.getenv("PINECONE_API_KEY", "` + uuid + `")`, "f:1:1 1:12-28 api_key uuid PINECONE_API_KEY"},
		{"environ", `os.environ["PINECONE_API_KEY"] = '` + uuid + `'`, "f:1:1 1:13-29 api_key uuid PINECONE_API_KEY"},
		{"or", "process.env.PINECONE_API_KEY || '" + uuid + "'", "f:1:1 1:13-29 api_key uuid PINECONE_API_KEY"},
		{"typed", `const pineconeApiKey: string = "` + uuid + `";`, "f:1:1 1:7-21 api_key uuid pineconeApiKey"},
		{"Go", "pineconeKey := `" + uuid + "`", "f:1:1 1:1-12 api_key uuid pineconeKey"},
		{"YAML", "pinecone-api-key: " + uuid, "f:1:1 1:1-17 api_key uuid pinecone-api-key"},
		{"Java properties", "pinecone.api.key=" + uuid, "f:1:1 1:1-17 api_key uuid pinecone.api.key"},
		{"JSON", `{"pinecone_key" : "` + uuid + `"}`, "f:1:1 1:3-15 api_key uuid pinecone_key"},
		{"Dockerfile", "ENV PINECONE_API_KEY " + uuid, "f:1:1 1:5-21 api_key uuid PINECONE_API_KEY"},
		{"flag", "run --pinecone-api-key " + uuid, "f:1:1 1:7-23 api_key uuid pinecone-api-key"},
		{"Kubernetes", "- name: PINECONE_API_KEY\n  value: \"" + uuid + `"`, "f:2:1 2:11-47 api_key uuid PINECONE_API_KEY"},
		{"task definition", `{"name": "PINECONE_API_KEY", "value": "` + pcsk + `"}`, "f:1:1 1:11-27 api_key pcsk PINECONE_API_KEY"},
		{"Terraform variable", "variable \"pinecone_api_key\" {\n  type = string\n  default = \"" + uuid + "\"\n}", "f:3:1 3:14-50 api_key uuid pinecone_api_key"},
		{"provider", "provider \"pinecone\" {\n  api_key = \"" + uuid + "\"\n}", "f:2:1 2:3-10 api_key uuid api_key"},
		{"client", "new Pinecone({\n  apiKey: '" + uuid + "' })", "f:2:1 2:3-9 api_key uuid apiKey"},
		{"Go client", "pinecone.NewClient(pinecone.NewClientParams{ApiKey: \"" + uuid + "\"})", "f:1:1 1:45-51 api_key uuid ApiKey"},
		{"header", "curl https://x.svc.pinecone.io -H \"Api-Key: " + uuid + "\"", "f:1:1 1:36-43 api_key uuid Api-Key"},
		{"two on a line", pcsk + " " + pckey, "f:1:1 1:1-75 api_key pcsk <nil>\nf:1:2 1:76-152 api_key pckey <nil>"},
		{"columns", "é𝄞 k='" + pcsk + "'", "f:1:1 1:5-6 api_key pcsk k"},
		{"service account", "PINECONE_CLIENT_SECRET=" + clientSecret, "f:1:1 1:1-23 service_account_secret literal PINECONE_CLIENT_SECRET"},
		{"beside an id", "provider \"pinecone\" {\n client_id = \"a\"\n client_secret = \"" + clientSecret + "\"\n}", "f:3:1 3:2-15 service_account_secret literal client_secret"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := collectFrom(t, fstest.MapFS{"f": {Data: []byte(test.text)}}, 1)
			if all := strings.Join(lines(got), "\n"); all != test.want {
				t.Errorf("got\n%s\nwant\n%s", all, test.want)
			}
		})
	}
}

func TestNoSecrets(t *testing.T) {
	for name, text := range map[string]string{
		"placeholder":          "PINECONE_API_KEY=pcsk_XXXXX_" + strings.Repeat("X", 63),
		"example":              "PINECONE_API_KEY=pcsk_4Xw9Z_EXAMPLE" + secretPart[:56],
		"short":                "pcsk_4Xw9Z_" + secretPart[:40],
		"long":                 "pcsk_4Xw9Z_" + secretPart + secretPart,
		"zero":                 "PINECONE_API_KEY=00000000-0000-0000-0000-000000000000",
		"counted":              "PINECONE_API_KEY=12345678-1234-1234-1234-123456789abc",
		"groups":               "PINECONE_API_KEY=aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
		"another's":            "# pinecone\nOPENAI_API_KEY=" + uuid,
		"an id":                "pinecone_api_key_id = \"" + uuid + "\"",
		"a project":            "PINECONE_PROJECT_ID=" + uuid,
		"closed call":          `Pinecone(environment="x"); other(api_key="` + uuid + `")`,
		"part of a longer":     "PINECONE_API_KEY=" + uuid + "-1234",
		"reference":            "PINECONE_CLIENT_SECRET=${PINECONE_CLIENT_SECRET_OF_THE_PRODUCTION_ACCOUNT}",
		"name of a secret":     "pinecone_client_secret: pinecone-client-secret-of-production-2",
		"another's client":     "# pinecone is used below\nclient_secret = \"" + clientSecret + "\"",
		"code":                 "pinecone_client_secret = settings.get_client_secret_from_the_vault_V1(x)",
		"words about it":       "Never set NEXT_PUBLIC_PINECONE_API_KEY in a web page.",
		"a comment":            "# VITE_PINECONE_API_KEY=x",
		"a comment of cron":    "# */5 * * * * VITE_PINECONE_API_KEY=x",
		"a block's line":       "/**\n * VITE_PINECONE_API_KEY=x\n */",
		"unset":                "VITE_PINECONE_API_KEY=\n",
		"an index's name":      "VITE_PINECONE_INDEX=products",
		"on the server":        "process.env.PINECONE_API_KEY",
		"part of a name":       "MY_NEXT_PUBLIC_PINECONE_API_KEY=x",
		"a flag":               "VITE_HAS_PINECONE_API_KEY=yes-we-have",
		"a truth":              "VITE_PINECONE_API_KEY_SET: true",
		"nothing in an image":  "ENV VITE_PINECONE_API_KEY=\"\"\n",
		"nothing":              "VITE_PINECONE_API_KEY: \"\"",
		"a question":           "const VITE_PINECONE_KEY_SET = Boolean(key)",
		"a negation":           "const VITE_PINECONE_KEY_SET = !process.env.KEY",
		"a negated name":       "const VITE_PINECONE_KEY_SET = !!key",
		"a negated member":     "export default { VITE_PINECONE_KEY_SET: !settings.key }",
		"nothing and a remark": "VITE_PINECONE_API_KEY= # nothing",
		"a guard":              "if (process.env.NEXT_PUBLIC_PINECONE_API_KEY) {\n  throw new Error('not in browsers')\n}",
		"a guard that asserts": "assert.ok(!process.env['VITE_PINECONE_API_KEY'])",
		"another's key":        "const pc = new Pinecone(); const maps = new Maps({ apiKey: process.env.NEXT_PUBLIC_MAPS_KEY })",
	} {
		t.Run(name, func(t *testing.T) {
			got := collectFrom(t, fstest.MapFS{"f": {Data: []byte(text)}}, 1)
			if all := lines(got); len(all) > 0 {
				t.Errorf("found %v", all)
			}
		})
	}
}

func TestExposures(t *testing.T) {
	for text, want := range map[string]string{
		"const k = process.env.NEXT_PUBLIC_PINECONE_API_KEY":              "f:1:1 1:23-51 exposure NEXT_PUBLIC_ NEXT_PUBLIC_PINECONE_API_KEY",
		"import.meta.env.VITE_PINECONE_API_KEY!":                          "f:1:1 1:17-38 exposure VITE_ VITE_PINECONE_API_KEY",
		"process.env['REACT_APP_PINECONE_KEY']":                           "f:1:1 1:14-36 exposure REACT_APP_ REACT_APP_PINECONE_KEY",
		"EXPO_PUBLIC_PINECONE_API_KEY_DEV=x":                              "f:1:1 1:1-33 exposure EXPO_PUBLIC_ EXPO_PUBLIC_PINECONE_API_KEY_DEV",
		"  NUXT_PUBLIC_PINECONE_API_KEY: ${{ secrets.KEY }}":              "f:1:1 1:3-31 exposure NUXT_PUBLIC_ NUXT_PUBLIC_PINECONE_API_KEY",
		"ARG GATSBY_PINECONE_API_KEY":                                     "f:1:1 1:5-28 exposure GATSBY_ GATSBY_PINECONE_API_KEY",
		"import { PUBLIC_PINECONE_API_KEY } from '$env/static/public'":    "f:1:1 1:10-33 exposure PUBLIC_ PUBLIC_PINECONE_API_KEY",
		"if (!process.env.VITE_PINECONE_API_KEY) throw new Error('none')": "f:1:1 1:18-39 exposure VITE_ VITE_PINECONE_API_KEY",
		"ENV VITE_PINECONE_API_KEY=$VITE_PINECONE_API_KEY":                "f:1:1 1:5-26 exposure VITE_ VITE_PINECONE_API_KEY",
		"VITE_PINECONE_API_KEY: !Ref PineconeApiKey":                      "f:1:1 1:1-22 exposure VITE_ VITE_PINECONE_API_KEY",
		"REACT_APP_PINECONE_API_KEY=#{PINECONE_API_KEY}#":                 "f:1:1 1:1-27 exposure REACT_APP_ REACT_APP_PINECONE_API_KEY",
		"/* of all */ const k = import.meta.env.VITE_PINECONE_API_KEY_A":  "f:1:1 1:40-63 exposure VITE_ VITE_PINECONE_API_KEY_A",
		"new Pinecone({ apiKey: process.env.NEXT_PUBLIC_VECTORS! })":      "f:1:1 1:36-55 exposure NEXT_PUBLIC_ NEXT_PUBLIC_VECTORS",
		"const pineconeKey = import.meta.env.VITE_VECTORS":                "f:1:1 1:37-49 exposure VITE_ VITE_VECTORS",
		"VITE_PINECONE_API_KEY=" + pcsk:                                   "f:1:1 1:1-22 exposure VITE_ VITE_PINECONE_API_KEY\nf:1:1 1:1-22 api_key pcsk VITE_PINECONE_API_KEY",
	} {
		t.Run(want, func(t *testing.T) {
			got := collectFrom(t, fstest.MapFS{"f": {Data: []byte(text)}}, 1)
			if all := strings.Join(lines(got), "\n"); all != want {
				t.Errorf("got\n%s\nwant\n%s", all, want)
			}
		})
	}
}

// TestBuiltExposures: what the configuration of a build tool gives browsers has no prefix.
func TestBuiltExposures(t *testing.T) {
	for _, test := range []struct{ file, text, want string }{
		{"next.config.mjs", "export default {\n  env: { PINECONE_API_KEY: process.env.PINECONE_API_KEY },\n}", "2:1 2:10-26 exposure env PINECONE_API_KEY"},
		{"next.config.js", "module.exports = { serverRuntimeConfig: { pineconeApiKey: process.env.PINECONE_API_KEY } }", ""},
		{"next.config.ts", "export default { env: { HAS_KEY: String(!!process.env.PINECONE_API_KEY) } }", ""},
		{
			"nuxt.config.ts", "export default defineNuxtConfig({ runtimeConfig: { pineconeKey: '', public: { pineconeKey: '' } } })",
			"1:1 1:79-90 exposure public pineconeKey",
		},
		{
			"vite.config.ts", "export default { define: { 'process.env.PINECONE_API_KEY': JSON.stringify(key) } }",
			"1:1 1:41-57 exposure define PINECONE_API_KEY",
		},
		{
			"vite.config.js", "export default { define: { __KEY__: JSON.stringify(process.env.PINECONE_API_KEY) } }",
			"1:1 1:64-80 exposure define PINECONE_API_KEY",
		},
		{
			"vite.config.mts", "export default { define: { 'process.env.PINECONE_API_KEY': JSON.stringify(env.PINECONE_API_KEY), a } }",
			"1:1 1:41-57 exposure define PINECONE_API_KEY",
		},
		{"next.config.cjs", "module.exports = { env: { PINECONE_API_KEY } }", "1:1 1:27-43 exposure env PINECONE_API_KEY"},
		{
			"next.config.mjs", "export default { env: { SEARCH_KEY: process.env.PINECONE_API_KEY } }",
			"1:1 1:49-65 exposure env PINECONE_API_KEY",
		},
		{"next.config.mts", "export default { env: { HAS_PINECONE_KEY: String(Boolean(process.env.PINECONE_API_KEY)) } }", ""},
		{"vite.config.cjs", `module.exports = { define: { "process.env.PINECONE_API_KEY": "undefined" } }`, ""},
		{"vite.config.mjs", "export default { define: { __SET__: JSON.stringify(!!process.env.PINECONE_API_KEY) } }", ""},
		{
			"webpack.config.js", "plugins: [new webpack.EnvironmentPlugin({ PINECONE_API_KEY: undefined })]",
			"1:1 1:43-59 exposure EnvironmentPlugin PINECONE_API_KEY",
		},
		{"vitest.config.ts", "export default { test: { env: { PINECONE_API_KEY: 'x' } } }", ""},
		{
			"webpack.prod.js", "plugins: [new webpack.EnvironmentPlugin(['PINECONE_API_KEY'])]",
			"1:1 1:43-59 exposure EnvironmentPlugin PINECONE_API_KEY",
		},
		{"app.js", "export default { env: { PINECONE_API_KEY: process.env.PINECONE_API_KEY } }", ""},
	} {
		t.Run(test.file, func(t *testing.T) {
			got := collectFrom(t, fstest.MapFS{test.file: {Data: []byte(test.text)}}, 1)
			want := test.want
			if want != "" {
				want = test.file + ":" + want
			}
			if all := strings.Join(lines(got), "\n"); all != want {
				t.Errorf("got\n%s\nwant\n%s", all, want)
			}
		})
	}
}

func TestFiles(t *testing.T) {
	wide := []byte{0xFF, 0xFE}
	for _, unit := range utf16.Encode([]rune("x\r\nPINECONE_API_KEY=" + pcsk)) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	fsys := fstest.MapFS{
		"a.bin":            {Data: []byte("\x00" + pcsk)},
		"b/wide.env":       {Data: wide},
		"c/large.txt":      {Data: bytes.Repeat([]byte("0"), collect.MaxFileSize+1)},
		"c/large.parquet":  {Data: append([]byte("PAR1"), make([]byte, collect.MaxFileSize)...)},
		"c/large.zip":      {Data: append([]byte("PK\x03\x04"), make([]byte, collect.MaxFileSize)...)},
		"d/package.lock":   {Data: []byte("\"" + pcsk + "\"")},
		"e/" + pcsk + ".x": {Data: []byte(pcsk)},
		"empty":            {},
	}
	for jobs := range 4 {
		got := collectFrom(t, fsys, jobs)
		want := "b/wide.env:2:1 2:1-17 api_key pcsk PINECONE_API_KEY\n" +
			"d/package.lock:1:1 1:2-76 api_key pcsk <nil>\ne/[redacted].x:1:1 1:1-75 api_key pcsk <nil>"
		if all := strings.Join(lines(got), "\n"); all != want {
			t.Errorf("got\n%s\nwant\n%s", all, want)
		}
		counts := got.source.Counts
		if counts["files"] != 4 || counts["binary"] != 2 || counts["archives"] != 1 || got.source.Status != snapshot.Partial {
			t.Errorf("the report is %+v", got.source)
		}
		if len(got.source.Problems) != 1 || !strings.HasPrefix(got.source.Problems[0].Message, "c/large.txt has 20 MB, more than the 20 MB") {
			t.Errorf("the problems are %+v", got.source.Problems)
		}
	}
}

// TestHostileFiles have what could make a search take the square of its time.
func TestHostileFiles(t *testing.T) {
	const size = 1 << 20
	for name, part := range map[string]string{
		"uuids":     uuid + " ",
		"bound":     "api_key=" + uuid + " ",
		"word":      "PINECONE",
		"exposed":   "VITE_PINECONE_API_KEY=x ",
		"keys":      pcsk + " ",
		"secrets":   "pinecone_client_secret ",
		"dashes":    "-",
		"variables": "variable \"a\" { default=\"" + uuid + "\" ",
		"names":     "name: PINECONE_KEY value: \"" + uuid + "\" ",
		"others":    "name: OTHER_KEY value: \"" + uuid + "\" ",
		"clients":   "Pinecone(api_key=\"" + uuid + "\" ",
		"starts":    "cGNza1Bjc2tf",
		"encoded":   encoded(pcsk) + " ",
		"values":    "PINECONE_KEY: " + encoded(uuid) + " ",
		"sections":  "\n [pinecone\n api_key=" + uuid,
		"deeper":    "\npinecone:\n api_key: " + uuid + " ",
	} {
		t.Run(name, func(t *testing.T) {
			text := "pinecone " + strings.Repeat(part, size/len(part))
			start := time.Now()
			got := collectFrom(t, fstest.MapFS{"f": {Data: []byte(text)}}, 1)
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %s", took)
			}
			if all := lines(got); len(all) > 100 {
				t.Errorf("%d observations", len(all))
			}
		})
	}
}

// TestNotes holds what the search tells the collectors after it, which spares them reading.
func TestNotes(t *testing.T) {
	tree, err := collect.Walk(fstest.MapFS{
		"host":  {Data: []byte("https://a-b1c2d3e.svc.aped-4627-b74a.pinecone.io")},
		"name":  {Data: []byte("pinecone")},
		"other": {Data: []byte("nothing")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := source.Collect(t.Context(), tree, source.Options{Types: collecttest.Types(t)}, &sink{}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]collect.Mention{
		"host": collect.AnyMention, "name": collect.NameOnly, "other": collect.NoMention,
	} {
		if got := tree.Noted(name); got != want {
			t.Errorf("%s is noted as %d, want %d", name, got, want)
		}
	}
}

func TestCollectEnds(t *testing.T) {
	tree, err := collect.Walk(fstest.MapFS{"a": {}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := source.Collect(ctx, tree, source.Options{Types: collecttest.Types(t)}, &sink{}); err == nil {
		t.Error("no error for a context that has ended")
	}
}

func FuzzCollect(f *testing.F) {
	f.Add([]byte("PINECONE_API_KEY='" + uuid + "'"))
	f.Add([]byte(pcsk + " process.env.VITE_PINECONE_KEY"))
	f.Add([]byte("pinecone: string = " + uuid + "\n client_id client_secret=" + clientSecret))
	types := collecttest.Types(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		tree, err := collect.Walk(fstest.MapFS{"f": {Data: data}})
		if err != nil {
			t.Fatal(err)
		}
		got := &sink{}
		if err := source.Collect(context.Background(), tree, source.Options{Types: types}, got); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkCollect(b *testing.B) {
	line := "func handler(ctx context.Context, request *Request) (string, error) { return request.value(\"key-1\") }\n"
	code := strings.Repeat(line, 1000)
	fsys := fstest.MapFS{}
	size := 0
	for i := range 200 {
		text := code
		if i%10 == 0 {
			text = strings.Repeat("index = pinecone.Index(\"products\") # PINECONE_API_KEY from the environment\n", 1000)
		}
		if i%20 == 0 {
			text += "id: " + uuid + "\n"
		}
		size += len(text)
		fsys[fmt.Sprintf("f%d.go", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := collect.Walk(fsys)
	if err != nil {
		b.Fatal(err)
	}
	options := source.Options{Types: collecttest.Types(b), Jobs: 1}
	b.SetBytes(int64(size))
	for b.Loop() {
		if err := source.Collect(context.Background(), tree, options, &sink{}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestAddressesHaveNoLine tells secrets apart by what they are bound to, and by their order.
func TestAddressesHaveNoLine(t *testing.T) {
	text := "PINECONE_API_KEY=" + pcsk + "\n" + pckey + "\nPINECONE_API_KEY=" + uuid + "\n" +
		"export NEXT_PUBLIC_PINECONE_API_KEY=x\n" + pcsk + "\nPINECONE_CLIENT_SECRET=" + clientSecret + "\n"
	want := []string{
		"f:PINECONE_API_KEY#1", "f:api_key#1", "f:PINECONE_API_KEY#2", "f:NEXT_PUBLIC_PINECONE_API_KEY#1", "f:api_key#2",
		"f:PINECONE_CLIENT_SECRET#1",
	}
	for name, moved := range map[string]string{"as it is": text, "moved": "\n# PINECONE\n" + text} {
		var got []string
		for _, unit := range collectFrom(t, fstest.MapFS{"f": {Data: []byte(moved)}}, 1).units {
			for _, o := range unit {
				got = append(got, o.Address)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
