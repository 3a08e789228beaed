package finding

import (
	"errors"
	"slices"
	"strings"
)

// Question is an AWS request that a rule has decided by the policies of each thing that it
// judges. The rule finds the answer under the name in access.asked of the resource; where the
// answer is unknown and nothing is denied, the verdict is inconclusive.
//
// Without a principal, the one that asks is the role that is judged, and its own policies
// decide. With one, the policy of what is judged decides: a role's trust policy, the policy of
// a key or a bucket.
type Question struct {
	Name string `json:"name"`
	// Action is one action with its service, such as s3:GetObject.
	Action string `json:"action"`
	// Principal is an ARN, an account's number, a service, or anonymous.
	Principal string `json:"principal,omitempty"`
	// Target is the ARN that is asked for, of an object for instance; without one it is that
	// of what is judged.
	Target string `json:"target,omitempty"`
	// Context are the condition keys of the request; all others are unknown.
	Context map[string]string `json:"context,omitempty"`
}

// Fits says whether a question can be asked of things of a type.
func (q Question) Fits(kind string) bool {
	switch kind {
	case "aws_iam_role":
		return q.Principal != "" || q.Target != ""
	case "aws_kms_key", "aws_s3_bucket", "policy_document":
		return q.Principal != ""
	default:
		return false
	}
}

// Check is nil, or says what a question of a rule on some types lacks.
func (q Question) Check(types []string) error {
	switch {
	case q.Name == "":
		return errors.New("a question has no name, by which the rule finds the answer")
	case !strings.Contains(q.Action, ":"):
		return errors.New("question " + q.Name + " asks for no action with its service, such as s3:GetObject")
	case !slices.ContainsFunc(types, q.Fits):
		return errors.New("question " + q.Name + " has no one to ask for or about: " +
			"give a target to ask what an aws_iam_role may do, or a principal to ask whom a role, " +
			"an aws_kms_key or an aws_s3_bucket lets in")
	default:
		return nil
	}
}
