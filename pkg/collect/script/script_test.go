package script_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/script"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func collectFrom(t testing.TB, name, text string) *collecttest.Sink {
	t.Helper()
	tree, err := collect.Walk(fstest.MapFS{name: {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	got := &collecttest.Sink{}
	if err := script.Collect(context.Background(), tree, collecttest.Types(t), got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestKeys(t *testing.T) {
	const build = "steps:\n- name: gcr.io/cloud-builders/docker\n  args: [build, .]\n- name: gcr.io/google.com/cloudsdktool/cloud-sdk\n"
	for name, c := range map[string]struct{ file, text, want string }{
		"gcloud":             {"deploy.sh", "gcloud run deploy api --set-env-vars \"PINECONE_API_KEY=$PINECONE_API_KEY,A=b\"\n", "PINECONE_API_KEY 1:39"},
		"on several lines":   {"deploy.sh", "# up\ngcloud run deploy api \\\n  --region us-east1 \\\n  --set-env-vars PINECONE_API_KEY=${KEY}\n", "PINECONE_API_KEY 4:18"},
		"of a command":       {"deploy.sh", "gcloud run deploy api --update-env-vars PINECONE_API_KEY=$(pass pinecone)\n", "PINECONE_API_KEY 1:41"},
		"kubectl":            {"deploy.sh", "kubectl -n a set env deploy/api PINECONE_API_KEY=$KEY\nkubectl create secret generic a --from-literal=PINECONE_API_KEY=$KEY\n", "PINECONE_API_KEY 1:33"},
		"a ConfigMap":        {"deploy.sh", "kubectl create configmap a --from-literal=PINECONE_API_KEY=$KEY\n", "PINECONE_API_KEY 1:43"},
		"az":                 {"up.bash", "az webapp config appsettings set -n a --settings PINECONE_API_KEY=$KEY\n", "PINECONE_API_KEY 1:50"},
		"PowerShell":         {"up.ps1", "az containerapp up `\r\n  --env-vars PINECONE_API_KEY=$key\r\n", "PINECONE_API_KEY 2:14"},
		"make":               {"Makefile", "deploy:\n\tgcloud functions deploy f --set-env-vars=PINECONE_API_KEY=$(PINECONE_API_KEY)\n", "PINECONE_API_KEY 2:43"},
		"make, the shell's":  {"ops/app.mk", "deploy:\n\taws lambda update-function-configuration --environment \"Variables={PINECONE_API_KEY=$$KEY}\"\n", "PINECONE_API_KEY 2:69"},
		"a parameter":        {"deploy.sh", "aws ssm put-parameter --name /a/b --type String --overwrite --value \"$PINECONE_API_KEY\"\n", "PINECONE_API_KEY 1:61"},
		"a secret parameter": {"deploy.sh", "aws ssm put-parameter --name /a/b --type SecureString --value \"$PINECONE_API_KEY\"\n", ""},
		"its name":           {"deploy.sh", "aws ssm put-parameter --name /a/b --type String --value \"$PINECONE_INDEX\"\n", ""},
		"of one type":        {"deploy.sh", "aws ssm put-parameter --name /a/b --value \"$PINECONE_API_KEY\"\n", ""},
		"a secret's name":    {"deploy.sh", "gcloud run deploy api --set-secrets PINECONE_API_KEY=pinecone:latest\n", ""},
		"an own shell":       {"run.sh", "PINECONE_API_KEY=$KEY python -m app\n", ""},
		"another command":    {"run.sh", "gcloud run deploy api --set-env-vars A=$A\necho PINECONE_API_KEY=$KEY\n", ""},
		"twice":              {"run.sh", strings.Repeat("gcloud run deploy api --set-env-vars PINECONE_API_KEY=$KEY\n", 3), "PINECONE_API_KEY 1:38, PINECONE_API_KEY 2:38, PINECONE_API_KEY 3:38"},
		"by two commands":    {"run.sh", "kubectl set env deploy/a PINECONE_API_KEY=$KEY\nkubectl create configmap a --from-literal=PINECONE_API_KEY=$KEY\n", "PINECONE_API_KEY 1:26, PINECONE_API_KEY 2:43"},
		"no script":          {"README.md", "gcloud run deploy api --set-env-vars PINECONE_API_KEY=$KEY\n", ""},
		"Cloud Build": {"cloudbuild.yaml", build + "  entrypoint: gcloud\n  args: [run, deploy, api,\n    '--set-env-vars', 'PINECONE_API_KEY=$_KEY']\n",
			"PINECONE_API_KEY 7:23"},
		"Cloud Build, a secret": {"cloudbuild.yaml", build + "  entrypoint: gcloud\n  args: [run, deploy, api, '--set-secrets', 'PINECONE_API_KEY=a:1']\n", ""},
		"Cloud Build, a script": {"cloudbuild.prod.yml", build + "  script: |\n    gcloud run deploy api --set-env-vars PINECONE_API_KEY=$KEY\n", "PINECONE_API_KEY 5:11"},
		"Cloud Build, no steps": {"cloudbuild.json", `{"images": ["pinecone"]}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var all []string
			for _, o := range collectFrom(t, c.file, c.text).Observations {
				at, _ := o.Locations.Get("")
				all = append(all, fmt.Sprintf("%s %d:%d", o.Values["variable"], at.StartLine, at.StartColumn))
			}
			if got := strings.Join(all, ", "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestBrokenBuild(t *testing.T) {
	got := collectFrom(t, "cloudbuild.yaml", "steps: [ # pinecone\n").Sources[0]
	if got.Status != snapshot.Partial || len(got.Problems) != 1 || !strings.HasSuffix(got.Problems[0].Message, "Cloud Build takes no such file") {
		t.Errorf("got %+v", got)
	}
}

// TestHostile reads no more of a build than Cloud Build takes, however often it repeats it.
func TestHostile(t *testing.T) {
	words := "a: &a [" + strings.Repeat("'gcloud run deploy --set-env-vars PINECONE_API_KEY=$A',", 50_000) + "]\n"
	step := "s: &s {name: gcloud, args: *a}\n"
	if got := collectFrom(t, "cloudbuild.yaml", words+step+"steps: ["+strings.Repeat("*s, ", 100_000)+"]\n"); len(got.Observations) != 1 {
		t.Errorf("got %d keys", len(got.Observations))
	}
	if got := collectFrom(t, "a.sh", "gcloud run deploy --set-env-vars "+strings.Repeat("PINECONE_API_KEY=$A,", 200_000)); len(got.Observations) != 1 {
		t.Errorf("got %d keys", len(got.Observations))
	}
}

func TestCancelled(t *testing.T) {
	tree, err := collect.Walk(fstest.MapFS{"a.sh": {}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := script.Collect(ctx, tree, nil, &collecttest.Sink{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzCollect(f *testing.F) {
	f.Add(true, "steps:\n- name: gcloud\n  args: [run, deploy, --set-env-vars, PINECONE_API_KEY=$A]\n")
	f.Add(false, "gcloud run deploy \\\n--set-env-vars PINECONE_API_KEY=$A")
	f.Fuzz(func(t *testing.T, build bool, text string) {
		name := "a.sh"
		if build {
			name = "cloudbuild.yaml"
		}
		for _, o := range collectFrom(t, name, text).Observations {
			if o.Address == "" || len(o.Locations) != 1 {
				t.Errorf("%q gives %+v", text, o)
			}
		}
	})
}

// TestBicep says of a template that is not read that it has a key, and of none that has not.
func TestBicep(t *testing.T) {
	for text, want := range map[string]string{
		"// Pinecone\nresource app 'x' = {\n  env: [{ name: 'PINECONE_API_KEY', value: key }]\n}\n": `3:18 gap main.bicep has "PINECONE_API_KEY", ` +
			`and Bicep is not read: see that what it deploys takes the key from a secret`,
		"param pineconeHost string\n": "",
	} {
		got := ""
		for _, source := range collectFrom(t, "main.bicep", text).Sources {
			for _, each := range source.Problems {
				got = fmt.Sprintf("%d:%d %s %s", each.Location.StartLine, each.Location.StartColumn, each.Kind, each.Message)
			}
		}
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
