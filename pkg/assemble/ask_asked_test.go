package assemble_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/ask"
	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestQuestionsOfRules has what a role, its key and a bucket answer to what rules of one's own
// ask: the role's own policies without a principal, and what lets others in with one.
func TestQuestionsOfRules(t *testing.T) {
	role, key, bucket := []string{"aws_iam_role"}, []string{"aws_kms_key"}, []string{"aws_s3_bucket"}
	questions := []ask.Question{
		{Name: "reads", Types: role, Action: "s3:GetObject", Target: "arn:aws:s3:::raw/x"},
		{Name: "writes", Types: role, Action: "s3:PutObject", Target: "arn:aws:s3:::raw/x"},
		{Name: "from home", Types: role, Action: "s3:GetObject", Target: "arn:aws:s3:::home/x",
			Context: map[string]string{"aws:SourceIp": "192.0.2.7"}},
		{Name: "from anywhere", Types: role, Action: "s3:GetObject", Target: "arn:aws:s3:::home/x"},
		{Name: "assumed", Types: role, Action: "sts:AssumeRole", Principal: "arn:aws:iam::111122223333:role/ops"},
		{Name: "decrypts", Types: key, Action: "kms:Decrypt", Principal: "arn:aws:iam::111122223333:role/ops"},
		{Name: "encrypts", Types: key, Action: "kms:Encrypt", Principal: "arn:aws:iam::111122223333:role/ops"},
		{Name: "lists", Types: bucket, Action: "s3:ListBucket", Principal: "anonymous"},
	}
	made := assemble.New(assemble.Options{Questions: []ask.Question{
		{Name: "decrypts", Types: key, Action: "kms:Decrypt", Principal: "arn:aws:iam::111122223333:role/ops"},
	}})
	other := lets("arn:aws:iam::111122223333:role/ops", "kms:Decrypt")
	other["Resource"] = keyARN
	made.Observe(unit(seen(".", "aws_kms_key", "aws_kms_key.k", 9, values{"policy": policyOf(
		other, lets("arn:aws:iam::111122223333:role/pinecone", "kms:Decrypt"))}), cmekRole(values{"inline_policies": values{}})))
	answers := made.Snapshot().Resources["aws_kms_key"][0].Access.Asked
	same(t, "of a key that may be another", answers["decrypts"].Effect, "unknown")
	home := statement("Allow", []any{"s3:GetObject"}, []any{"arn:aws:s3:::home/*"})
	home["Condition"] = values{"IpAddress": values{"aws:SourceIp": "192.0.2.0/24"}}
	a := assemble.New(assemble.Options{Questions: questions})
	a.Observe(unit(
		cmekRole(nil, statement("Allow", []any{"s3:GetObject"}, []any{"arn:aws:s3:::raw/*"}), home,
			statement("Allow", []any{"kms:Encrypt", "kms:Decrypt"}, []any{keyARN})),
		seen(".", "aws_kms_key", "aws_kms_key.k", 9, values{"arn": keyARN, "policy": policyOf(
			lets("arn:aws:iam::111122223333:role/ops", "kms:Decrypt"), lets(roleARN, "kms:Encrypt", "kms:Decrypt"))}),
	))
	got := map[string]string{}
	for _, resources := range a.Snapshot().Resources {
		for _, resource := range resources {
			if resource.Access == nil {
				continue
			}
			for name, answer := range resource.Access.Asked {
				got[name] = answer.Kind + " " + answer.Effect
			}
		}
	}
	same(t, "answers", got, map[string]string{
		"reads": snapshot.KindRole + " allowed", "writes": snapshot.KindRole + " implicitDeny",
		"from home": snapshot.KindRole + " allowed", "from anywhere": snapshot.KindRole + " unknown",
		"assumed":  snapshot.KindAsked + " implicitDeny",
		"decrypts": snapshot.KindAsked + " allowed", "encrypts": snapshot.KindAsked + " implicitDeny",
	})
}
