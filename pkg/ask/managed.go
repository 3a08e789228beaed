package ask

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// isAdministrator says whether an ARN is of the policy of AWS's that allows everything (AWS
// Managed Policy Reference, "AdministratorAccess"). What the others of AWS's allow changes, so
// they have to be read.
func isAdministrator(arn string) bool {
	partition, found := strings.CutSuffix(arn, ":iam::aws:policy/AdministratorAccess")
	return found && strings.HasPrefix(partition, "arn:aws") && strings.Count(partition, ":") == 1
}

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
