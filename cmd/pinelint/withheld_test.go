package main

import (
	"flag"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// ways are how an answer is withheld for good.
func ways() map[string]fault {
	return map[string]fault{
		"refused": func(asked asking) (*http.Response, error) {
			if isAWS(asked.Request) {
				call, _, _ := strings.Cut(asked.name, " ")
				return collecttest.AWSDenial(call), nil
			}
			return reply(403, `{"status": 403, "error": {"code": "FORBIDDEN", "message": "no"}}`), nil
		},
		"an error of the service's": always(500, `{"status": 500}`),
		"cut short": func(asked asking) (*http.Response, error) {
			return reply(200, asked.body[:len(asked.body)/2]), nil
		},
		"nothing":    always(200, ""),
		"a page":     always(200, "<!DOCTYPE html><html><body>secret-of-the-proxy</body></html>"),
		"no members": func(asked asking) (*http.Response, error) { return reply(200, memberless(asked.body)), nil },
		"no answer": func(asked asking) (*http.Response, error) {
			<-asked.Context().Done()
			return nil, asked.Context().Err()
		},
	}
}

func always(status int, body string) fault {
	return func(asking) (*http.Response, error) { return reply(status, body), nil }
}

// memberless is an answer of the same kind that has nothing in it.
func memberless(body string) string {
	if strings.HasPrefix(body, "<") {
		return "<Response/>"
	}
	return "{}"
}

// meansNothing are answers that say something by having no members.
var meansNothing = map[string]string{
	"s3:GetBucketLocation":   "the bucket is in us-east-1",
	"s3:GetBucketVersioning": "the bucket was never versioned",
	"s3:GetBucketPolicy":     "the policy is empty",
}

var every = flag.Bool("every", false, "withhold each answer in every way, and of every repository")

// withheldWays are the ways in which a request is withheld: all that it can be where a
// repository has Terraform, or else two, of which one takes turns.
func withheldWays(repository, request string, turn int) []string {
	all := slices.DeleteFunc(slices.Sorted(maps.Keys(ways())), func(way string) bool {
		ofData := strings.Contains(request, ".svc.") // whose lists are left out where they are empty
		return way == "refused" || way == "no members" && (ofData || meansNothing[request] != "")
	})
	if !*every || repository != "terraform" {
		all = all[turn%len(all):][:1]
	}
	return append(all, "refused")
}

// repositories are what declares: Terraform with a manifest, and a manifest alone.
func repositories() []string {
	if *every {
		return []string{"terraform", "manifest"}
	}
	return []string{"terraform"}
}

// TestWithheldAnswers withholds each answer. In a world where all is well, the run
// says so and ends in 3. In one where everything is wrong, nothing that failed or could not be
// judged passes.
func TestWithheldAnswers(t *testing.T) {
	signedIn(t)
	for _, repository := range repositories() {
		good := newWorld(t)
		rules := good.allRules(t, repository)
		whole := good.judge(t, repository, rules)
		for about, verdict := range whole.verdicts {
			if verdict != finding.Pass {
				t.Errorf("%s: where all is well, there is a %s: %s", repository, verdict, about)
			}
		}
		bad := newWorld(t).with(together(t)...)
		faulty := bad.judge(t, repository, rules)
		requests := slices.Sorted(maps.Keys(good.asked))
		for turn, request := range requests {
			for _, way := range withheldWays(repository, request, turn) {
				t.Run(repository+" "+request+" "+way, func(t *testing.T) {
					got := good.without(request, ways()[way]).judge(t, repository, rules)
					if got.outcome.code != exitIncomplete || !names(got.sources, request) {
						t.Errorf("ends in %d: %s; sources %+v", got.outcome.code, got.outcome.reason, got.sources)
					}
					kept(t, whole, got)
					acquitted(t, faulty, bad.without(request, ways()[way]).judge(t, repository, rules))
				})
			}
		}
	}
}

// TestWithheldFaults plants each fault of testdata/live/wrong.txt alone: some rule finds it, and
// none that does passes when the answer is withheld that shows it.
func TestWithheldFaults(t *testing.T) {
	signedIn(t)
	good := newWorld(t)
	for _, repository := range repositories() {
		rules := good.allRules(t, repository)
		for _, one := range wrongs(t) {
			t.Run(repository+" "+one.String(), func(t *testing.T) { withhold(t, good, repository, rules, one) })
		}
	}
}

func withhold(t *testing.T, good *world, repository string, rules *evaluate.Evaluator, one wrong) {
	bad := good.with(one)
	faulty := bad.judge(t, repository, rules)
	if !slices.ContainsFunc(slices.Collect(maps.Values(faulty.verdicts)), func(v finding.Verdict) bool { return v != finding.Pass }) {
		t.Error("no rule finds it")
	}
	for request := range bad.asked {
		if !good.tells(request, one.answers) {
			continue
		}
		acquitted(t, faulty, bad.without(request, ways()["refused"]).judge(t, repository, rules))
	}
}

// acquitted are verdicts that became pass.
func acquitted(t *testing.T, before, after judged) {
	t.Helper()
	for about, verdict := range before.verdicts {
		if verdict != finding.Pass && after.verdicts[about] == finding.Pass {
			t.Errorf("%s: %s became pass", about, verdict)
		}
	}
}

// kept demands that all sources that are still complete have what they had.
func kept(t *testing.T, before, after judged) {
	t.Helper()
	for _, source := range after.sources {
		at := slices.IndexFunc(before.sources, func(s finding.Source) bool { return s.ID == source.ID })
		if at < 0 || source.Status != snapshot.Complete {
			continue
		}
		for kind, count := range before.sources[at].Counts {
			if kind != "calls" && source.Counts[kind] != count {
				t.Errorf("%s has %d %s, and had %d", source.ID, source.Counts[kind], kind, count)
			}
		}
	}
}

// names says whether some source that is not complete tells of a call.
func names(sources []finding.Source, request string) bool {
	call := callOf(request)
	return slices.ContainsFunc(sources, func(source finding.Source) bool {
		said := source.Reason + " " + source.Permission
		for _, problem := range source.Problems {
			said += " " + problem.Message
		}
		return source.Status != snapshot.Complete && strings.Contains(said, call) || strings.Contains(said, permissions[call])
	})
}

// permissions are those that are called otherwise than the call.
var permissions = map[string]string{
	"s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock", "s3control:GetPublicAccessBlock": "s3:GetAccountPublicAccessBlock",
	"s3:GetBucketEncryption": "s3:GetEncryptionConfiguration", "s3:ListObjectsV2": "s3:ListBucket",
	"s3:GetObjectLockConfiguration":      "s3:GetBucketObjectLockConfiguration",
	"s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
}

// ids are what stands for a parameter in the path of a call.
var ids = regexp.MustCompile(`/(projects|indexes)/[^/]+/`)

// callOf is the call of a request as sources name it.
func callOf(request string) string {
	method, rest, _ := strings.Cut(request, " ")
	if strings.Contains(method, ":") {
		return method
	}
	path, _, _ := strings.Cut(rest[strings.IndexByte(rest, '/'):], " ")
	path, _, _ = strings.Cut(path, "?")
	return method + " " + ids.ReplaceAllStringFunc(path, func(found string) string {
		return map[bool]string{true: "/projects/{project_id}/", false: "/indexes/{index_name}/"}[strings.HasPrefix(found, "/projects")]
	})
}

// together is one thing wrong in each answer.
func together(t *testing.T) []wrong {
	var all []wrong
	for _, one := range wrongs(t) {
		if len(all) == 0 || !slices.Equal(all[len(all)-1].answers, one.answers) {
			all = append(all, one)
		}
	}
	return all
}
