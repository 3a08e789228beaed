package main

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
)

// morning is when the tests run.
func morning() time.Time { return time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC) }

// bubble does something with the system of a person who has all credentials, in a world, on a
// clock that does not wait.
func bubble(t *testing.T, w *world, do func(ctx context.Context, on system)) {
	t.Helper()
	environment := map[string]string{
		"PINECONE_CLIENT_ID": "client", "PINECONE_CLIENT_SECRET": "secret-of-the-client",
		"KEY_OF_SEARCH": "key-of-search", "KEY_OF_STAGING": "key-of-staging",
	}
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		do(t.Context(), system{
			stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, transport: w,
			getenv: func(name string) string { return environment[name] }, environ: func() []string { return nil },
			now: func() time.Time { return morning().Add(time.Since(start)) },
		})
	})
}

// signedIn gives AWS's library credentials, and nothing else of this machine's.
func signedIn(t *testing.T) {
	t.Helper()
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "not-a-secret", "AWS_REGION": "us-east-1",
		"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_PROFILE": "", "AWS_ENDPOINT_URL": "",
	} {
		t.Setenv(name, value)
	}
}

// ran is what came of a run of the program.
type ran struct {
	stdout, stderr string
	code           int
	took           time.Duration
}

// run runs the program in a world.
func (w *world) run(t *testing.T, args ...string) ran {
	t.Helper()
	var stdout, stderr strings.Builder
	var out ran
	bubble(t, w, func(ctx context.Context, on system) {
		start := time.Now()
		on.stdout, on.stderr = &stdout, &stderr
		out.code = run(ctx, args, on)
		out.took = time.Since(start)
	})
	out.stdout, out.stderr = stdout.String(), stderr.String()
	return out
}

// liveArgs read a repository with everything that may be read live.
func liveArgs(command, repository string, more ...string) []string {
	return slices.Concat(
		[]string{command, liveFolder + "/" + repository, "--live", "--discover", "--pinecone-keys", liveFolder + "/keys.yaml"},
		more)
}

// judged is what the program concludes, without the report.
type judged struct {
	// verdicts are by rule and resource.
	verdicts map[string]finding.Verdict
	outcome  outcome
	sources  []finding.Source
}

// judge collects and judges as check --live does, by rules that were read before.
func (w *world) judge(t *testing.T, repository string, rules *evaluate.Evaluator) judged {
	t.Helper()
	got := w.gather(t, repository)
	defer got.repository.close()
	results, err := rules.Evaluate(t.Context(), got.snapshot)
	if err != nil {
		t.Fatal(err)
	}
	live := check{incomplete: true}
	out := judged{map[string]finding.Verdict{}, live.judge(got, results, nil), results.Sources}
	for _, tally := range results.Tallies {
		if tally.Error != "" {
			t.Errorf("%s: %s", tally.Rule, tally.Error)
		}
		for _, id := range tally.Passed {
			out.verdicts[tally.Rule+" of "+id] = finding.Pass
		}
	}
	for _, found := range results.Findings {
		out.verdicts[found.Rule+" of "+found.Resource.ID] = found.Verdict
	}
	return out
}

func (w *world) gather(t *testing.T, repository string) *evidence {
	t.Helper()
	var got *evidence
	var err error
	bubble(t, w, func(ctx context.Context, on system) {
		all := gathering{folder: liveFolder + "/" + repository, jobs: 1}
		all.live = live{on: true, discover: true, keys: liveFolder + "/keys.yaml"}
		got, err = all.gather(ctx, on)
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// allRules are those that a repository chooses, as of the morning.
func (w *world) allRules(t *testing.T, repository string) *evaluate.Evaluator {
	t.Helper()
	got := w.gather(t, repository)
	defer got.repository.close()
	rules, err := (&check{}).evaluator(got, morning())
	if err != nil {
		t.Fatal(err)
	}
	return rules
}
