package workflow_test

import (
	"testing"
	"testing/fstest"
)

// TestCalledEnvironment: a job that calls a workflow runs in the environment that is said there.
func TestCalledEnvironment(t *testing.T) {
	const secret = "steps: [{run: x, env: {PINECONE_API_KEY: '${{ secrets.PINECONE_API_KEY }}'}}]"
	for name, test := range map[string]struct{ uses, called, want, unknown string }{
		"literal": {called: "{a: {environment: production, " + secret + "}, lint: {}}", want: "production"},
		"named":   {called: "{a: {environment: {name: live}, " + secret + "}}", want: "live"},
		"input":   {called: "{a: {environment: '${{ inputs.where }}', " + secret + "}}", want: "production"},
		"default": {called: "{a: {environment: '${{ inputs.other }}', " + secret + "}}", unknown: "an expression makes it"},
		"two":     {called: "{a: {environment: production, " + secret + "}, b: {" + secret + "}}"},
		"none":    {called: "{a: {" + secret + "}}"},
		"no key":  {called: "{a: {environment: production}}"},
		"broken":  {called: "{"},
		"gone":    {uses: "./.github/workflows/gone.yml", unknown: "a workflow that is not read says it"},
		"foreign": {uses: "acme/ci/.github/workflows/a.yml@v1", unknown: "a workflow that is not read says it"},
	} {
		t.Run(name, func(t *testing.T) {
			uses := test.uses
			if uses == "" {
				uses = "./.github/workflows/called.yml"
			}
			got := collectFrom(t, fstest.MapFS{
				".github/workflows/called.yml": {Data: []byte("on: workflow_call\njobs: " + test.called + "\n")},
				".github/workflows/main.yml": {Data: []byte("jobs:\n  deploy:\n    uses: " + uses + "\n" +
					"    with: {where: production}\n    secrets: {PINECONE_API_KEY: '${{ secrets.PINECONE_PROD_KEY }}'}\n")},
			}, ".")
			for _, o := range got.Observations {
				if o.Address != ".github/workflows/main.yml#deploy" {
					continue
				}
				environment, _ := o.Values["environment"].(string)
				if environment != test.want || o.Unknown["/environment"].Reason != test.unknown {
					t.Errorf("environment %q, unknown %+v", environment, o.Unknown)
				}
				return
			}
			t.Error("the job was not found")
		})
	}
}
