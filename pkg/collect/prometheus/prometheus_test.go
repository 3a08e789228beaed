package prometheus_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/prometheus"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// sink can also be described, line by line.
type sink struct{ collecttest.Sink }

var update = flag.Bool("update", false, "rewrite golden files")

func collectFrom(t testing.TB, files fstest.MapFS, named ...prometheus.Named) *sink {
	t.Helper()
	return collectWith(t, collecttest.Types(t), files, named...)
}

func collectWith(t testing.TB, types snapshot.Types, files fstest.MapFS, named ...prometheus.Named) *sink {
	t.Helper()
	tree, err := collect.Walk(files)
	if err != nil {
		t.Fatal(err)
	}
	got := &sink{}
	options := prometheus.Options{Types: types, Metrics: known, Named: named}
	if err := prometheus.Collect(t.Context(), tree, options, got); err != nil {
		t.Fatal(err)
	}
	return got
}

// known are some metrics as the facts have them.
func known() map[string]prometheus.Metric {
	zero, whole := 0.0, 1.0
	return map[string]prometheus.Metric{
		"pinecone_db_record_total":                   {Kind: "gauge", Min: &zero},
		"pinecone_db_op_query_count":                 {Kind: "counter", Min: &zero},
		"pinecone_db_op_query_duration_sum":          {Kind: "counter", Min: &zero},
		"pinecone_db_scheduled_backup_failure_total": {Kind: "counter", Min: &zero},
		"pinecone_db_storage_size_bytes":             {Kind: "gauge", Min: &zero},
		"pinecone_db_drn_cpu_usage_percent":          {Kind: "gauge", Min: &zero, Labels: []string{"shard_id"}},
		"pinecone_request_count_total":               {Kind: "counter", Min: &zero},
		"pinecone_request_error_count_total":         {Kind: "counter", Min: &zero},
		"pinecone_db_index_fullness":                 {Kind: "gauge", Min: &zero, Max: &whole, Labels: []string{"shard_id"}},
		"pinecone_request_latency_seconds":           {Kind: "histogram", Min: &zero},
	}
}

func one(content string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(content)} }

// TestCollect reads each case of testdata. In all of them the manifest names what stands
// in the folder byoc, and named.yml.
func TestCollect(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) < 5 {
		t.Fatalf("%d cases: %v", len(cases), err)
	}
	for _, name := range cases {
		t.Run(filepath.Base(name), func(t *testing.T) {
			files := collecttest.Files(t, name)
			got := collectFrom(t, files,
				prometheus.Named{Path: "byoc/*.yml", Project: "vpc"}, prometheus.Named{Path: "named.yml", Project: "a"})
			collecttest.Golden(t, *update, strings.TrimSuffix(name, ".txtar")+".golden", got.describe())
		})
	}
}

// describe writes what was seen, one value a line with its place.
func (s *sink) describe() []byte {
	var out bytes.Buffer
	slices.SortFunc(s.Observations, func(a, b *snapshot.Observation) int {
		return cmp.Or(-cmp.Compare(a.Type, b.Type), cmp.Compare(a.Address, b.Address))
	})
	for _, o := range s.Observations {
		fmt.Fprintf(&out, "%s %s\n", o.Type, o.Address)
		leaves(o.Values, "", func(pointer string, value any) {
			at, _ := o.Locations.Nearest(pointer)
			fmt.Fprintf(&out, "  %s %s %v\n", place(at.Location), pointer, value)
		})
		for _, pointer := range slices.Sorted(keys(o.Unknown)) {
			unknown := o.Unknown[pointer]
			fmt.Fprintf(&out, "  ? %s %s %q\n", pointer, unknown.Reason, unknown.Expression)
		}
	}
	fmt.Fprintf(&out, "%s %v\n", s.Source().Status, s.Source().Counts)
	for _, problem := range s.Source().Problems {
		fmt.Fprintf(&out, "  %s:%s %s: %s\n", problem.Location.File, place(*problem.Location), problem.Kind, problem.Message)
	}
	return out.Bytes()
}

func place(at snapshot.Location) string {
	return fmt.Sprintf("%d:%d-%d:%d", at.StartLine, at.StartColumn, at.EndLine, at.EndColumn)
}

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}

func leaves(value any, pointer string, do func(string, any)) {
	switch value := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(keys(value)) {
			leaves(value[key], snapshot.Child(pointer, key), do)
		}
	case []any:
		for i, element := range value {
			leaves(element, snapshot.Element(pointer, i), do)
		}
	default:
		do(pointer, value)
	}
}

func TestNamedFromTheManifestsFolder(t *testing.T) {
	files := fstest.MapFS{
		"team/ops/a.yml": one("scrape_configs: [{job_name: pinecone, static_configs: [{targets: [near:9090]}]}]"),
		"ops/a.yml":      one("scrape_configs: [{job_name: pinecone, static_configs: [{targets: [far:9090]}]}]"),
		"ops/b.yml":      one("scrape_configs: [{job_name: pinecone-b, static_configs: [{targets: [far:9090]}]}]"),
	}
	tree, err := collect.WalkFolder(files, "team")
	if err != nil {
		t.Fatal(err)
	}
	got := &sink{}
	options := prometheus.Options{Types: collecttest.Types(t), Folder: "team", Named: []prometheus.Named{
		{Path: "ops/a.yml", Project: "p-1"}, {Path: "ops/b.yml", Project: "p-1"},
	}}
	if err := prometheus.Collect(t.Context(), tree, options, got); err != nil {
		t.Fatal(err)
	}
	var addresses []string
	for _, o := range got.Observations {
		addresses = append(addresses, o.Address)
	}
	if want := []string{"ops/b.yml#pinecone-b", "team/ops/a.yml#pinecone"}; !slices.Equal(addresses, want) {
		t.Errorf("read %v, want %v", addresses, want)
	}
}

func TestNamed(t *testing.T) {
	at := &snapshot.Location{File: "pinelint.yaml", StartLine: 7, StartColumn: 3}
	scrape := one("scrape_configs: [{job_name: pinecone, static_configs: [{targets: [metrics:9090]}]}]")
	files := fstest.MapFS{"ops/a.conf": scrape, "ops/b.yml": scrape, "pinelint.yaml": one("")}
	got := collectFrom(t, files,
		prometheus.Named{Path: "ops/a.conf", Project: "p-1", At: at},
		prometheus.Named{Path: "ops/*.conf", Project: "p-2", At: at},
		prometheus.Named{Path: "ops/none.yml", Project: "p-1", At: at},
		prometheus.Named{Path: "[", Project: "p-1", At: at},
	)
	if len(got.Observations) != 1 || fmt.Sprint(got.Observations[0].Values["projects"]) != "[p-1 p-2]" {
		t.Errorf("got %+v, want ops/a.conf alone, of both projects", got.Observations)
	}
	var said []string
	for _, problem := range got.Source().Problems {
		said = append(said, fmt.Sprintf("%s:%d %s: %s", problem.Location.File, problem.Location.StartLine, problem.Kind, problem.Message))
	}
	want := []string{
		"pinelint.yaml:7 broken: pinelint.yaml names ops/none.yml, which is no file: write its path from the manifest's folder or from the repository's root",
		"pinelint.yaml:7 broken: pinelint.yaml names [, which is no file: write its path from the manifest's folder or from the repository's root",
	}
	if !slices.Equal(said, want) {
		t.Errorf("problems are\n%s", strings.Join(said, "\n"))
	}
}

// TestSecretsStayOut plants a secret of no known shape wherever one may stand.
func TestSecretsStayOut(t *testing.T) {
	const secret = "5up3rs3cret-of-n0-shape"
	url := "https://api.pinecone.io/prometheus/projects/p-1/metrics/discovery"
	for _, content := range []string{
		"credentials: " + secret, "authorization: {credentials: " + secret + "}", "authorization:\n    credentials: >\n      " + secret,
		"bearer_token: " + secret, "basic_auth: {username: a, password: " + secret + "}", "oauth2: {client_secret: " + secret + "}",
		"http_headers: {authorization: {values: [Bearer " + secret + "]}}", "http_headers: {Authorization: {secrets: [" + secret + "]}}",
		"headers: ['Authorization: Bearer " + secret + "']",
		"authorization: " + secret, "params: {key: [" + secret + "]}", "proxy_url: http://a:" + secret + "@proxy", "tls_config: {ca: " + secret + "}",
	} {
		job := "scrape_configs:\n- job_name: a\n  " + content + "\n  http_sd_configs:\n  - url: " + url + "\n    " + content + "\n"
		got := collectFrom(t, fstest.MapFS{
			"a.yml": one(job),
			"b.yml": one(strings.ReplaceAll(job, url, "https://u:"+secret+"@api.pinecone.io/?key="+secret+"#"+secret)),
			"c.yml": one("a: |\n  " + strings.ReplaceAll(job, "\n", "\n  ")),
			"d.yml": one(job + "broken: [\n"),
			"e.alloy": one("discovery.http \"pinecone\" {\n url = \"" + url + "\"\n bearer_token = \"" + secret + "\"\n}\n" +
				"prometheus.scrape \"a\" {\n targets = discovery.http.pinecone.targets\n authorization {\n credentials = \"" + secret + "\"\n }\n}\n"),
		})
		if got.Source().Counts["scrapes"] < 3 {
			t.Errorf("%s: only %d scrapes were read", content, got.Source().Counts["scrapes"])
		}
		all, err := json.Marshal([]any{got.Observations, got.Source()})
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(all, []byte(secret)) {
			t.Errorf("%s: the secret is in %s", content, all)
		}
		for _, shown := range []string{job, "a: |\n  " + strings.ReplaceAll(job, "\n", "\n  ")} {
			if redacted := prometheus.Redact(shown); strings.Contains(content, "credentials") && strings.Contains(redacted, secret) {
				t.Errorf("an excerpt shows %s", redacted)
			} else if strings.Count(redacted, "\n") != strings.Count(shown, "\n") {
				t.Errorf("redaction moves lines: %q", redacted)
			}
		}
	}
}

func TestRedact(t *testing.T) {
	mark := "# pinecone scrape_configs\n"
	for text, want := range map[string]string{
		`credentials: abc, def # x`:                  `credentials: [redacted]`,
		`"credentials": "a\"b", "type": "Bearer"`:    `"credentials": [redacted], "type": "Bearer"`,
		`credentials = "abc"`:                        `credentials = [redacted]`,
		`{type: Bearer, credentials: 'a b'}`:         `{type: Bearer, credentials: [redacted]}`,
		"credentials: |\n  abc":                      "credentials: |\n  [redacted]",
		`bearer_token: abc`:                          `bearer_token: [redacted]`,
		`credentials: API_KEY`:                       `credentials: API_KEY`,
		`{credentials: API_KEY}`:                     `{credentials: API_KEY}`,
		`credentials: ${KEY}`:                        `credentials: ${KEY}`,
		`- "Authorization: Bearer abc"`:              `- "Authorization: Bearer [redacted]`,
		`Authorization: {values: ["Bearer abc"]}`:    `Authorization: {values: ["Bearer [redacted]`,
		`- "Authorization: Bearer %{KEY}"`:           `- "Authorization: Bearer %{KEY}"`,
		`credentials_file: /etc/key`:                 `credentials_file: /etc/key`,
		`bearer_token_file: /etc/key`:                `bearer_token_file: /etc/key`,
		`url: https://api.pinecone.io/`:              `url: https://api.pinecone.io/`,
		"Authorization:\n  values:\n    - a1b2c3d4":  "Authorization:\n  values:\n    - [redacted]",
		`Authorization: {values: ["a1b2c3d4"]}`:      `Authorization: {values: [[redacted]]}`,
		`type: "Bearer a1b2c3d4"`:                    `type: "Bearer [redacted]`,
		`credentials: <API_KEY>`:                     `credentials: <API_KEY>`,
		`params: {api_key: [abc]}`:                   `params: {api_key: [[redacted]`,
		`X-Api-Key: {values: [abc]}`:                 `X-Api-Key: {values: [[redacted]`,
		`url: https://a.pinecone.io/x?api_key=abc`:   `url: https://a.pinecone.io/x?api_key=[redacted]`,
		`api_key_file: /etc/key`:                     `api_key_file: /etc/key`,
		`credentials: pcsk_not-a-key-but-a-beginner`: `credentials: [redacted]`,
	} {
		if got := prometheus.Redact(mark + text); got != mark+want {
			t.Errorf("%s is shown as %s", text, strings.TrimPrefix(got, mark))
		}
	}
	if text := "credentials: abc"; prometheus.Redact(text) != text {
		t.Error("what is no monitoring file is changed")
	}
}

func TestLargeFile(t *testing.T) {
	head := "groups: [{rules: [{alert: A, expr: pinecone_db_record_total}]}]\n"
	filler := strings.Repeat("# filler\n", 600_000)
	for name, test := range map[string]struct{ content, problem string }{
		"at its start": {head + filler, "a.yml has 5 MB, more than the 4 MB that are read of a monitoring file: divide it"},
		"at its end":   {filler + head, "a.yml has 5 MB, more than the 4 MB that are read of a monitoring file: divide it"},
		"nowhere":      {filler, ""},
	} {
		got := collectFrom(t, fstest.MapFS{"a.yml": one(test.content)})
		said := ""
		for _, problem := range got.Source().Problems {
			said += problem.Message
		}
		if said != test.problem || len(got.Observations) > 0 {
			t.Errorf("%s: %q and %d observations", name, said, len(got.Observations))
		}
	}
}

// TestDismissedFiles are not read again, but where the manifest names them.
func TestDismissedFiles(t *testing.T) {
	scrape := one("scrape_configs: [{job_name: pinecone, static_configs: [{targets: [m.pinecone.io]}]}]")
	tree, err := collect.Walk(fstest.MapFS{"a.yml": scrape, "b.yml": scrape, "c.yml": scrape})
	if err != nil {
		t.Fatal(err)
	}
	tree.Note("a.yml", collect.NoMention)
	tree.Note("b.yml", collect.NoMention)
	got := &sink{}
	options := prometheus.Options{Types: collecttest.Types(t), Named: []prometheus.Named{{Path: "b.yml", Project: "p-1"}}}
	if err := prometheus.Collect(t.Context(), tree, options, got); err != nil {
		t.Fatal(err)
	}
	if files := got.Source().Counts["files"]; files != 2 {
		t.Errorf("%d files were read, want b.yml and c.yml", files)
	}
}

func TestCollectEnds(t *testing.T) {
	tree, err := collect.Walk(fstest.MapFS{"a.yml": one("")})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := prometheus.Collect(ctx, tree, prometheus.Options{Types: collecttest.Types(t)}, &sink{}); err == nil {
		t.Error("no error for a context that has ended")
	}
}
