package assemble_test

import (
	"maps"
	"testing"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// lets is a statement of a policy that names whom it lets do something.
func lets(principal string, actions ...any) values {
	return values{"Effect": "Allow", "Principal": values{"AWS": principal}, "Action": actions, "Resource": "*"}
}

func filed(path string, statements ...any) *snapshot.Observation {
	return &snapshot.Observation{
		Type: "policy_document", Source: "policy files", Address: path, Complete: true,
		Values: values{"path": path, "document": policyOf(statements...)},
	}
}

func TestWhatAPolicyInAFileIsFor(t *testing.T) {
	root := lets("arn:aws:iam::111122223333:root", "kms:*")
	user := lets(roleARN, "kms:Encrypt", "kms:Decrypt")
	registered := func(more values) *snapshot.Observation {
		all := values{"name": "k", "project": "search"}
		maps.Copy(all, more)
		return declared("pinecone_cmek_key", "/k", 4, all)
	}
	key := seen(".", "aws_kms_key", "aws_kms_key.k", 9, values{"arn": keyARN, "policy": policyOf(root, user)})
	tests := []struct {
		name  string
		file  *snapshot.Observation
		among []*snapshot.Observation
		want  []string
	}{
		{"a key's, for a role called after Pinecone", filed("k.json", root, user), nil, []string{"cmek_key"}},
		{"a key's, for a role that is registered",
			filed("k.json", root, lets("arn:aws:iam::111122223333:role/vectors", "kms:Decrypt")),
			unit(registered(values{"role": "arn:aws:iam::111122223333:role/vectors"})), []string{"cmek_key"}},
		{"a key's, for nobody of Pinecone's", filed("k.json", root), nil, nil},
		{"the only key's, where a key is registered", filed("k.json", root), unit(registered(nil)), []string{"cmek_key"}},
		{"one of two keys'", filed("k.json", root), unit(registered(nil), filed("l.json", root)), nil},
		{"that of a key that code declares", filed("k.json", root, user), unit(registered(values{"key": keyARN}), key), nil},
		{"a role's, for a key", filed("k.json", statement("Allow", []any{"kms:Decrypt"}, []any{keyARN})), unit(registered(nil)), nil},
		{"a bucket's, beside a key's actions", filed("k.json", user, lets(roleARN, "s3:GetObject")), unit(registered(nil)), nil},
		{"a role's, for audit logs", filed("k.json", lets("arn:aws:iam::"+account+":root", "sts:AssumeRole")), nil, []string{"audit_logs"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := assemble.New(assemble.Options{Accounts: []string{account}})
			a.Observe(unit(test.file))
			for _, other := range test.among {
				a.Observe(unit(clone(unit(other))...))
			}
			for _, file := range a.Snapshot().Resources["policy_document"] {
				if file.Name == test.file.Address {
					same(t, "purposes", file.Purposes, test.want)
					same(t, "is asked about", file.Access != nil, test.want != nil)
				}
			}
		})
	}
}

// TestWhoseAccountIsNotKnown holds that of two accounts which a key's policy names, one may
// be the key's own.
func TestWhoseAccountIsNotKnown(t *testing.T) {
	policy := unit(filed("k.json",
		lets("arn:aws:iam::111122223333:root", "kms:*"), lets("arn:aws:iam::444455556666:role/pinecone", "kms:Decrypt"),
		lets("arn:aws:iam::777788889999:root", "kms:Decrypt"),
	))
	others := func(more ...*snapshot.Observation) (all []string) {
		for _, answer := range join(policy, more).Resources["policy_document"][0].Access.Others {
			if answer.Action == "kms:Decrypt" {
				all = append(all, answer.Effect+" "+answer.Principal+" "+answer.Place.Clause)
			}
		}
		return all
	}
	same(t, "with no account known", others(), []string{
		"unknown arn:aws:iam::111122223333:root whether account 111122223333 is the key's own is not known",
		"unknown arn:aws:iam::444455556666:role/pinecone whether account 444455556666 is the key's own is not known",
		"unknown arn:aws:iam::777788889999:root whether account 777788889999 is the key's own is not known",
	})
	same(t, "with one that is declared", others(declared("pinecone_organization", "/o", 1, values{
		"name": "acme", "aws_accounts": []any{"111122223333"},
	})), []string{
		"allowed arn:aws:iam::444455556666:role/pinecone the policy names it",
		"allowed arn:aws:iam::777788889999:root the policy names it",
	})
}

// TestStrangersSendTheExternalID holds that who is let in by an external id alone knows it.
func TestStrangersSendTheExternalID(t *testing.T) {
	a := assemble.New(assemble.Options{Accounts: []string{account}})
	anyone := lets("*", "sts:AssumeRole")
	delete(anyone, "Resource") // a trust policy has none
	anyone["Condition"] = values{"StringEquals": values{"sts:ExternalId": "acme"}}
	a.Observe(unit(filed("logs.json", lets("arn:aws:iam::"+account+":root", "sts:AssumeRole"), anyone)))
	answer := find(t, a.Snapshot().Resources["policy_document"][0].Access.Assume, snapshot.KindStrangerRole)
	same(t, "a stranger", answer.Effect+" "+answer.ExternalID, "allowed own")
}
