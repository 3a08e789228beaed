package kubernetes_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/kubernetes"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func collectFrom(t testing.TB, text string) *collecttest.Sink {
	t.Helper()
	tree, err := collect.Walk(fstest.MapFS{"a.yaml": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	got := &collecttest.Sink{}
	if err := kubernetes.Collect(context.Background(), tree, collecttest.Types(t), got); err != nil {
		t.Fatal(err)
	}
	return got
}

func pod(variable string) string {
	return "apiVersion: v1\nkind: Pod\nmetadata: {name: pinecone}\nspec: {initContainers: [{env: [" + variable + "]}]}\n"
}

func knative(version string) string {
	text := strings.Replace(pod("{name: PINECONE_API_KEY, value: '${KEY}'}"), "kind: Pod", "kind: Service", 1)
	return strings.Replace(text, "apiVersion: v1", "apiVersion: "+version, 1)
}

func kustomization(generator string) string {
	return "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n" + generator +
		":\n  - {name: a, literals: [PINECONE_INDEX=a, 'PINECONE_API_KEY=${KEY}']}\n  - {name: b, envs: [b.env]}\n"
}

func TestWhatIsASink(t *testing.T) {
	cases := map[string]struct {
		text string
		want int
	}{
		"from a ConfigMap":        {pod("{name: PINECONE_API_KEY, valueFrom: {configMapKeyRef: {name: c, key: k}}}"), 1},
		"from a Secret":           {pod("{name: PINECONE_API_KEY, valueFrom: {secretKeyRef: {name: c, key: k}}}"), 0},
		"substituted":             {pod("{name: pinecone.client-secret, value: '${KEY}'}"), 1},
		"to be written":           {pod("{name: PINECONE_API_KEY, value: your-api-key}"), 1},
		"to be changed":           {pod("{name: PINECONE_API_KEY, value: CHANGE_ME}"), 1},
		"of no use":               {pod("{name: PINECONE_API_KEY, value: pclocal}"), 0},
		"nothing":                 {pod("{name: PINECONE_API_KEY, value: ''}"), 0},
		"of another variable":     {pod("{name: PINECONE_API_KEY, value: $(OTHER)}"), 0},
		"not a key":               {pod("{name: PINECONE_INDEX, value: '${INDEX}'}"), 0},
		"another service's":       {pod("{name: OTHER_API_KEY, value: '${KEY}'}"), 0},
		"a kind that has no pods": {strings.Replace(pod("{name: PINECONE_API_KEY, value: '${K}'}"), "kind: Pod", "kind: Thing", 1), 0},
		"a workflow of Argo's":    {strings.Replace(pod("{name: PINECONE_API_KEY, value: '${K}'}"), "kind: Pod", "kind: CronWorkflow", 1), 1},
		"a service of Knative":    {knative("serving.knative.dev/v1"), 1},
		"another service":         {knative("v1"), 0},
		"made by Kustomize":       {kustomization("configMapGenerator"), 1},
		"by its own variable":     {strings.Replace(kustomization("configMapGenerator"), "${KEY}", "$(KEY)", 1), 1},
		"a Secret of Kustomize's": {kustomization("secretGenerator"), 0},
		"a component's":           {strings.Replace(kustomization("configMapGenerator"), "kind: Kustomization", "kind: Component", 1), 1},
		"with a default":          {pod("{name: PINECONE_API_KEY, value: '${KEY:=none}'}"), 1},
		"that must be there":      {pod("{name: MY_PINECONE_KEY, value: '${KEY:?}'}"), 1},
		"a token":                 {pod("{name: PINECONE_API_KEY, value: __PINECONE_API_KEY__}"), 1},
		"a token of Octopus":      {pod("{name: PINECONE_API_KEY, value: '#{Key}'}"), 1},
		"where texts are":         {pod("{name: PINECONE_TEXT_KEY, value: '${KEY}'}"), 0},
		"where to go on":          {pod("{name: PINECONE_NEXT_TOKEN, value: '${TOKEN}'}"), 0},
		"of a vault's webhook":    {pod("{name: PINECONE_API_KEY, value: 'vault:secret/data/pinecone#key'}"), 0},
		"a template's": {"apiVersion: v1\nkind: Template\nobjects:\n- {apiVersion: v1, kind: ConfigMap, " +
			"data: {PINECONE_API_KEY: '${K}'}}\n", 1},
		"a release of Flux's": {"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n" +
			"    env: [{name: PINECONE_API_KEY, value: '${K}'}, {name: LOG, value: '${L}'}]\n" +
			"    extra: {PINECONE_API_KEY: '${K}'}\n    pinecone: {apiKey: '${K}', textKey: '${T}'}\n", 3},
		"a release with a Secret": {"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n" +
			"  valuesFrom: [{kind: Secret, name: pinecone, targetPath: pinecone.apiKey}]\n  values: {pinecone: {apiKey: ''}}\n", 0},
		"no object": {"env: [{name: PINECONE_API_KEY, value: '${K}'}]\nkinds: apiVersion\n", 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := collectFrom(t, c.text); len(got.Observations) != c.want {
				t.Errorf("got %d sinks, want %d", len(got.Observations), c.want)
			}
		})
	}
}

// TestKustomization reads what need not say what it is, and the files that it names.
func TestKustomization(t *testing.T) {
	const env = "{name: PINECONE_API_KEY, value: '${KEY}'}"
	tree, err := collect.Walk(fstest.MapFS{
		"a/kustomization.yaml": {Data: []byte("configMapGenerator:\n- {name: a, literals: ['PINECONE_API_KEY=${KEY}']}\n" +
			"- {name: b, envs: [b.env]}\nsecretGenerator: [{name: c, envs: [c.env]}]\n")},
		"a/b.env": {Data: []byte("LOG=debug\nPINECONE_API_KEY=${KEY}\n")},
		"a/c.env": {Data: []byte("PINECONE_API_KEY=${KEY}\n")},
		"b/kustomization.yml": {Data: []byte("patches:\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n" +
			"    spec:\n      containers:\n      - env: [" + env + "]\n" +
			"- target: {kind: Deployment}\n  patch: |-\n    - op: add\n      path: /spec/containers/0/env/-\n      value: " + env + "\n" +
			"- {target: {kind: ConfigMap, name: c}, path: patch.yaml}\n" +
			"- {target: {kind: Deployment}, path: broken.yaml}\n- {path: none.yaml}\n")},
		"b/patch.yaml":         {Data: []byte("- {op: replace, path: /data/PINECONE_API_KEY, value: '${KEY}'}\n")},
		"b/broken.yaml":        {Data: []byte("[")},
		"c/kustomization.yaml": {Data: []byte("configMapGenerator: [{name: a, envs: [none.env]}]\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := &collecttest.Sink{}
	if err := kubernetes.Collect(context.Background(), tree, collecttest.Types(t), got); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, o := range got.Observations {
		all = append(all, o.Formerly...) // with its place
	}
	slices.Sort(all)
	want := []string{
		"a/b.env:2:1", "a/kustomization.yaml:2:24", "b/kustomization.yml:12:7", "b/kustomization.yml:7:7", "b/patch.yaml:1:54",
	}
	if !slices.Equal(all, want) {
		t.Errorf("got %v, want %v", all, want)
	}
	if got.Sources[0].Counts["files"] != 2 {
		t.Errorf("got %v", got.Sources[0].Counts)
	}
}

// kustomized collects from a folder that has a kustomization and the files beside it.
func kustomized(t *testing.T, text string, beside map[string]string) *collecttest.Sink {
	t.Helper()
	files := fstest.MapFS{"kustomization.yaml": {Data: []byte(text)}}
	for name, data := range beside {
		files[name] = &fstest.MapFile{Data: []byte(data)}
	}
	tree, err := collect.Walk(files)
	if err != nil {
		t.Fatal(err)
	}
	got := &collecttest.Sink{}
	if err := kubernetes.Collect(t.Context(), tree, collecttest.Types(t), got); err != nil {
		t.Fatal(err)
	}
	return got
}

// TestInlinePatchIsPlacedInItself: a kustomization in a patch names other files, which have other lines.
func TestInlinePatchIsPlacedInItself(t *testing.T) {
	const object = "apiVersion: kustomize.config.k8s.io/v1beta1\n    kind: Kustomization\n    "
	for name, text := range map[string]string{
		"variables":  "patches:\n- patch: |\n    " + object + "configMapGenerator: [{name: a, envs: [far.env]}]\n",
		"operations": "patches:\n- patch: |\n    " + object + "patches: [{target: {kind: ConfigMap}, path: far.yaml}]\n",
		"returns":    `patches: [{patch: "apiVersion: v1\rkind: ConfigMap\rdata:\r  PINECONE_API_KEY: ${KEY}\r"}]`,
	} {
		t.Run(name, func(t *testing.T) {
			got := kustomized(t, text, map[string]string{
				"far.env":  strings.Repeat("A=b\n", 40) + "PINECONE_API_KEY=${KEY}\n",
				"far.yaml": strings.Repeat("\n", 40) + "- {op: add, path: /data/PINECONE_API_KEY, value: '${KEY}'}\n",
			})
			for _, o := range got.Observations {
				if o.Locations[0].File != "kustomization.yaml" {
					t.Errorf("got %s", o.Address)
				}
			}
		})
	}
}

// TestFilesAreNamedOften: there is an end to reading one again and again, and it says so.
func TestFilesAreNamedOften(t *testing.T) {
	beside := map[string]string{
		"a.env":  "PINECONE_INDEX=a\nPINECONE_API_KEY=${KEY}\n",
		"a.yaml": "[{op: add, path: /data/PINECONE_API_KEY, value: '${KEY}'}]\n",
	}
	for name, text := range map[string]string{
		"variables": "configMapGenerator:\n" + strings.Repeat("- {name: a, envs: [a.env]}\n", 2000),
		"patches":   "patches:\n" + strings.Repeat("- {target: {kind: ConfigMap}, path: a.yaml}\n", 2000),
	} {
		t.Run(name, func(t *testing.T) {
			got := kustomized(t, text, beside)
			if len(got.Observations) > 500 || len(got.Sources) != 1 || len(got.Sources[0].Problems) != 1 {
				t.Errorf("got %d sinks and %+v", len(got.Observations), got.Sources)
			}
		})
	}
}

// TestFileOfVariables: a name alone is filled in when it is built, and columns are as everywhere.
func TestFileOfVariables(t *testing.T) {
	got := kustomized(t, "configMapGenerator: [{name: a, envs: [a.env]}]\n", map[string]string{
		"a.env": "# the key of Pinecone\nPINECONE_INDEX\nPINECONE_API_KEY\nMY_PINECONE_API_KEY='${KEY:?é}'\nPINECONE_TOKEN=\n",
	})
	var all []string
	for _, o := range got.Observations {
		at := o.Locations[0]
		all = append(all, fmt.Sprintf("%s %d:%d-%d", o.Values["variable"], at.StartLine, at.StartColumn, at.EndColumn))
	}
	if want := []string{"PINECONE_API_KEY 3:1-17", "MY_PINECONE_API_KEY 4:1-32"}; !slices.Equal(all, want) {
		t.Errorf("got %v, want %v", all, want)
	}
}

// TestTemplate reads a chart's template in the places that it has.
func TestTemplate(t *testing.T) {
	got := collectFrom(t, `{{- if .Values.enabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "app.name" . }}-api # é
  labels: {{- include "app.labels" . | nindent 4 }}
spec:
  {{- with .Values.pod }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  containers:
    - name: api
      env:
        - name: PINECONE_API_KEY
          value: {{ .Values.pinecone.key | quote }}
        - {name: PINECONE_TOKEN, value: "{{ .Values.token }}"}
        - name: OTHER_PINECONE_API_KEY
          valueFrom:
            secretKeyRef: {name: "{{ .Release.Name }}", key: key}
{{- end }}
{{- /* of
   two lines */}}
`)
	if len(got.Observations) != 2 {
		t.Fatalf("got %d sinks, want 2", len(got.Observations))
	}
	if o := got.Observations[0]; o.Address != "a.yaml:kubernetes_deployment:{{…}}-api:PINECONE_API_KEY#1" || o.Formerly[0] != "a.yaml:14:11" || o.Values["resource"] != "{{…}}-api" {
		t.Errorf("got %s of %s", o.Address, o.Values["resource"])
	}
	if got.Sources[0].Status != snapshot.Partial {
		t.Error("what fills it in is not read, and nothing says so")
	}
}

// TestFileInConfigMap places a key in the line of the file that has it.
func TestFileInConfigMap(t *testing.T) {
	got := collectFrom(t, "apiVersion: v1\nkind: ConfigMap\ndata:\n  .env: |\n    PINECONE_INDEX=a\n    PINECONE_API_KEY=${KEY}\n")
	if len(got.Observations) != 1 || got.Observations[0].Formerly[0] != "a.yaml:6:5" {
		t.Errorf("got %+v", got.Observations)
	}
}

// TestSettingsThatLookUp: what Spring looks up when it starts is the name of a key, and what Helm fills in
// is one.
func TestSettingsThatLookUp(t *testing.T) {
	const manifest = "apiVersion: v1\nkind: ConfigMap\ndata:\n  application-prod.yml: |\n    spring.ai.vectorstore:\n      pinecone-api-key: "
	for value, want := range map[string]int{"${PINECONE_API_KEY}": 0, `"${PINECONE_API_KEY:}"`: 0, "{{ .Values.key }}": 1} {
		if got := collectFrom(t, manifest+value+"\n"); len(got.Observations) != want {
			t.Errorf("%s: got %d, want %d", value, len(got.Observations), want)
		}
	}
}

func TestHostile(t *testing.T) {
	anchors := "a0: &a0 [x, x]\n"
	for i := range 24 {
		before, after := string(rune('a'+i)), string(rune('b'+i))
		anchors += after + "0: &" + after + "0 [" + strings.Repeat("*"+before+"0, ", 7) + "x]\n"
	}
	cases := map[string]struct{ text, want string }{
		"alias bomb":       {anchors + "apiVersion: v1\nkind: Pod\nmetadata: {name: pinecone}\nspec: *y0\n", "the rest is not read"},
		"endless template": {"apiVersion: v1\nkind: Pod # pinecone\n" + strings.Repeat("{{", 100_000), "judge what `helm template` prints"},
		"too large":        {"apiVersion: v1\nkind: Pod # pinecone\n#" + strings.Repeat("x", 9<<20), "divide it"},
		"broken":           {"apiVersion: v1\nkind: Pod # pinecone\nspec: [\n", "no cluster takes it"},
		"template":         {"apiVersion: v1\nkind: Pod # pinecone\n{{ if x }}\n", "judge what `helm template` prints"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := collectFrom(t, c.text)
			if len(got.Sources) != 1 || len(got.Sources[0].Problems) != 1 ||
				!strings.Contains(got.Sources[0].Problems[0].Message, c.want) || got.Sources[0].Status != snapshot.Partial {
				t.Errorf("got %+v, want %q", got.Sources, c.want)
			}
		})
	}
	tree, err := collect.Walk(fstest.MapFS{"a.yaml": {}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := kubernetes.Collect(ctx, tree, nil, &collecttest.Sink{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzCollect(f *testing.F) {
	f.Add(pod("{name: PINECONE_API_KEY, value: '${KEY}'}"))
	f.Add("apiVersion: v1\nkind: ConfigMap\ndata: &d {PINECONE_API_KEY: '{{ x }}'}\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, o := range collectFrom(t, text).Observations {
			if o.Address == "" || len(o.Locations) != 1 {
				t.Errorf("%q gives %+v", text, o)
			}
		}
	})
}
