package ask

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// outsideActions are what nobody outside may do with a key and KMS takes from other accounts
// (KMS Developer Guide, "AWS KMS permissions"). What comes to the same stands together, and what
// tells a person most comes first: whoever re-encrypts for a key of his own has the plain text.
func outsideActions() [][]string {
	return [][]string{
		{"kms:Decrypt", "kms:ReEncryptFrom"},
		{
			"kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptTo",
			"kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext",
		},
		{"kms:CreateGrant"},
		{"kms:RevokeGrant"},
	}
}

// outside are the answers on some actions that let in, or may: of what comes to the same and is
// let in by the same part of a policy the first.
func outside(actions [][]string, ask func(action string) snapshot.Answer) []snapshot.Answer {
	var all []snapshot.Answer
	for _, alike := range actions {
		first := len(all)
		for _, action := range alike {
			answer := ask(action)
			told := slices.ContainsFunc(all[first:], func(other snapshot.Answer) bool {
				return other.Effect == answer.Effect && other.Place == answer.Place
			})
			if opens(answer) && !told {
				all = append(all, answer)
			}
		}
	}
	return all
}

// byGrant answers what a grant of the key lets whom it names do, with the encryption context that
// it asks for, which is his to send.
func (a *asker) byGrant(
	key *snapshot.Resource, w witness, grant access.Grant, action string, policies access.Policies,
) snapshot.Answer {
	q := a.keyQuestion(key, w, action)
	q.request.UnknownContext = []string{"aws:*"}
	for _, pairs := range []map[string]string{grant.EncryptionContextEquals, grant.EncryptionContextSubset} {
		for name, value := range pairs {
			q.request.Context["kms:EncryptionContext:"+name] = []string{value}
		}
	}
	policies.Grants = []access.Grant{grant}
	answer := a.answer(q, policies)
	if answer.Place.Resource == grant.Name && answer.Place.Pointer == "" {
		answer.Place.Pointer = "/grantee_principal"
	}
	return answer
}
