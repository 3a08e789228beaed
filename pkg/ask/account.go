package ask

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// pinecone is the account that Pinecone's roles are in: as declared, or else the one that
// the policy has them in.
func (t *truster) pinecone() *snapshot.Account {
	if t.audit {
		account := &snapshot.Account{From: "facts"}
		if len(t.options.Accounts) > 0 {
			account.ID = t.options.Accounts[0]
		}
		return account
	}
	account := &snapshot.Account{Named: t.namedAccounts()}
	if t.organization != nil {
		if account.ID = snapshot.Text(t.organization.Values, "pinecone_aws_account"); account.ID != "" {
			account.From = "manifest"
			return account
		}
	}
	for _, named := range account.Named {
		if named.ID != "" {
			account.ID, account.From = named.ID, "policy"
			break
		}
	}
	return account
}

// namedAccounts are the accounts in which the policy has Pinecone's roles.
func (t *truster) namedAccounts() []snapshot.NamedAccount {
	var all []snapshot.NamedAccount
	if t.document == nil {
		return nil
	}
	for _, statement := range t.document.statements {
		parts := slices.Clone(entering(statement))
		for _, condition := range statement.Conditions {
			excepts := strings.Contains(strings.ToLower(condition.Operator), "not")
			if strings.EqualFold(condition.Key, "aws:PrincipalArn") && excepts == (statement.Effect == "Deny") {
				parts = append(parts, condition.Values...)
			}
		}
		for _, part := range parts {
			if !strings.Contains(part.Text, CMEKRole) {
				continue
			}
			account := accountOf(part.Text)
			if !digits().MatchString(account) {
				account = ""
			}
			all = append(all, snapshot.NamedAccount{ID: account, Place: snapshot.Place{
				Resource: t.holder.ID, Pointer: t.document.pointer + part.Pointer, Clause: t.names.shown(part.Text),
			}})
		}
	}
	return all
}
