package assemble

import (
	"regexp"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// administrator is the policy of AWS's that allows everything (AWS Managed Policy Reference,
// "AdministratorAccess"). What the others of AWS's allow changes, so they have to be read.
var administrator = regexp.MustCompile(`^arn:aws[\w-]*:iam::aws:policy/AdministratorAccess$`)

// administers reads the policy at a pointer to its ARN, as the role's own.
func (a *asker) administers(role *snapshot.Resource, pointer string) *document {
	name := role.ID + " " + pointer
	if read := a.documents[name]; read != nil {
		return read
	}
	policy := access.Parse(name, map[string]any{"Version": "2012-10-17", "Statement": []any{
		map[string]any{"Effect": "Allow", "Action": "*", "Resource": "*"},
	}}, nil)
	a.documents[name] = &document{policy: policy, statements: policy.Statements(), holder: role, pointer: pointer}
	return a.documents[name]
}
