package serverless_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/serverless"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func collectFrom(t testing.TB, name, text string) *collecttest.Sink {
	t.Helper()
	tree, err := collect.Walk(fstest.MapFS{name: {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	got := &collecttest.Sink{}
	if err := serverless.Collect(context.Background(), tree, collecttest.Types(t), got); err != nil {
		t.Fatal(err)
	}
	return got
}

func found(got *collecttest.Sink) string {
	var all []string
	for _, o := range got.Observations {
		at, _ := o.Locations.Get("")
		all = append(all, fmt.Sprintf("%s %d:%d", o.Address, at.StartLine, at.StartColumn))
	}
	return strings.Join(all, ", ")
}

func TestKeys(t *testing.T) {
	service := func(value string) string {
		return "service: a\nprovider:\n  name: aws\n  environment:\n    STAGE: ${opt:stage}\n    PINECONE_API_KEY: " + value + "\n"
	}
	const key = "serverless.yml#provider.environment.PINECONE_API_KEY 6:5"
	for name, c := range map[string]struct{ text, want string }{
		"of the environment":  {service("${env:PINECONE_API_KEY}"), key},
		"with a default":      {service("${env:PINECONE_API_KEY, ''}"), key},
		"by stage":            {service("${ssm:/app/${opt:stage}/pinecone-key}"), key},
		"of the file":         {service("${self:custom.key}") + "custom: {key: '${self:custom.other}', other: '${env:KEY}'}\n", key},
		"a text of the file":  {service("${self:custom.key}") + "custom: {key: none}\n", ""},
		"nowhere in the file": {service("${self:custom.key}"), ""},
		"without end":         {service("${self:custom.key}") + "custom: {key: '${self:custom.key}'}\n", ""},
		"an ARN":              {service("${cf:base.PineconeSecretArn}"), ""},
		"the ARN of a secret": {service("${self:custom.pinecone_secret_arn}"), ""},
		"the name of one":     {service("${env:SECRET_NAME}"), ""},
		"a text":              {service("none"), ""},
		"a resource":          {service("{Ref: Key}"), ""},
		"made up":             {service("prefix-${env:KEY}"), ""},
		"another name":        {strings.Replace(service("${env:PINECONE_API_KEY}"), "    PINECONE_API_KEY", "    OTHER", 1), ""},
		"another provider":    {strings.Replace(service("${env:PINECONE_API_KEY}"), "aws", "google", 1), ""},
		"a function": {"provider: {name: aws}\nfunctions:\n  query:\n    environment: {PINECONE_API_KEY: '${param:key}'}\n",
			"serverless.yml#query.environment.PINECONE_API_KEY 4:19"},
		"functions in a list": {"provider: {name: aws}\nfunctions:\n  - a: {environment: {PINECONE_API_KEY: '${param:key}'}}\n  - ${file(b.yml)}\n",
			"serverless.yml#a.environment.PINECONE_API_KEY 3:23"},
		"nothing": {"# pinecone\nprovider: aws\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := found(collectFrom(t, "serverless.yml", c.text)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestDeclared tells of CloudFormation that is not read, where it has to do with Pinecone.
func TestDeclared(t *testing.T) {
	const service = "# pinecone\nprovider: {name: aws}\nresources:\n"
	for text, want := range map[string]bool{
		"  Resources:\n    PineconeKey: {Type: AWS::KMS::Key}\n":                                          true,
		"  - Resources:\n      Key: {Type: AWS::KMS::Key, Properties: {Tags: [{Value: for pinecone}]}}\n": true,
		"  Resources:\n    Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: pinecone}}\n":      false,
		"  Resources:\n    Uploads: {Type: AWS::S3::Bucket}\n":                                            false,
		"  - ${file(pinecone.yml)}\n":                                                                     false,
	} {
		source := collectFrom(t, "serverless.yml", service+text).Sources[0]
		if got := len(source.Problems) == 1 && source.Problems[0].Kind == snapshot.Gap &&
			source.Problems[0].Location.StartLine >= 5; got != want || (source.Status == snapshot.Partial) != want {
			t.Errorf("%s: tells %+v", text, source)
		}
	}
}

func TestFiles(t *testing.T) {
	if got := collectFrom(t, "a/serverless.yml", "# pinecone\n"); len(got.Sources) != 1 || len(got.Sources[0].Problems) != 0 {
		t.Errorf("a file of comments gives %+v", got.Sources)
	}
	if got := collectFrom(t, "a/serverless.yml", "pinecone: [\n"); len(got.Sources) != 1 ||
		got.Sources[0].Problems[0].Kind != snapshot.Broken || got.Sources[0].Problems[0].Location.StartLine == 0 {
		t.Errorf("a broken file gives %+v", got.Sources)
	}
	if got := collectFrom(t, "a/serverless.yml", "# pinecone\n#"+strings.Repeat("x", 5<<20)); len(got.Sources) != 1 ||
		got.Sources[0].Status != snapshot.Partial || got.Sources[0].Problems[0].Kind != snapshot.Gap {
		t.Errorf("a large file gives %+v", got.Sources)
	}
	if got := collectFrom(t, "service.yml", "pinecone: [\n"); len(got.Sources) != 0 {
		t.Errorf("another file gives %+v", got.Sources)
	}
}

// TestHostile reads no more of what an alias repeats than a service has.
func TestHostile(t *testing.T) {
	var text strings.Builder
	text.WriteString("provider: {name: aws}\ne: &e {PINECONE_API_KEY: '${env:KEY}'}\nfunctions:\n")
	for i := range 2_000 {
		fmt.Fprintf(&text, "  f%d: {environment: *e}\n", i)
	}
	got := collectFrom(t, "serverless.yml", text.String())
	if len(got.Observations) > 500 || got.Sources[0].Status != snapshot.Partial {
		t.Errorf("got %d keys, %s", len(got.Observations), got.Sources[0].Status)
	}
}

func TestCancelled(t *testing.T) {
	tree, err := collect.Walk(fstest.MapFS{"serverless.yml": {}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := serverless.Collect(ctx, tree, nil, &collecttest.Sink{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzCollect(f *testing.F) {
	f.Add("provider: {name: aws, environment: {PINECONE_API_KEY: '${env:A, ${env:B}}'}}\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, o := range collectFrom(t, "serverless.yml", text).Observations {
			if o.Address == "" || len(o.Locations) != 1 {
				t.Errorf("%q gives %+v", text, o)
			}
		}
	})
}
