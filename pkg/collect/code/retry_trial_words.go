package code

import (
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// isStatusWord knows what the status of an error is called, and what gives it.
func isStatusWord(name string) bool {
	return isStatus(name) || isOneOf(name, []string{"code", "httpcode", "httpstatuscode", "responsecode",
		"statuscodevalue", "rawstatuscode", "getstatuscode", "getcode", "getstatus", "getrawstatuscode",
		"getstatuscodevalue"})
}

// isErrorWord knows what variables are called that have an error.
func isErrorWord(name string) bool {
	return isOneOf(name, []string{"e", "ex", "exc", "err", "error", "exception", "lasterr", "lasterror", "failure",
		"throwable", "cause", "reason"})
}

// namedStatus is the number of a status that has a name: HttpStatusCode.NotFound, codes.NotFound,
// status.HTTP_404_NOT_FOUND.
func namedStatus(n *program.Node) (int, bool) {
	plain := strings.TrimPrefix(plainName(n.Name), "status")
	if digits := strings.TrimPrefix(plain, "http"); digits != plain && len(digits) > 3 {
		if value, err := strconv.Atoi(digits[:3]); err == nil {
			return value, true
		}
	}
	if n.Kind == program.Member && n.Child(program.Obj) != nil && isErrorWord(n.Child(program.Obj).Name) {
		return 0, false
	}
	if !isCased(n.Name) {
		return 0, false
	}
	value, ok := map[string]int{
		"badrequest": 400, "invalidargument": 400, "unauthorized": 401, "unauthenticated": 401, "forbidden": 403,
		"permissiondenied": 403, "notfound": 404, "conflict": 409, "alreadyexists": 409, "aborted": 499,
		"unprocessableentity": rareRefusal, "unprocessablecontent": rareRefusal, "failedprecondition": 412,
		"toomanyrequests": limitReached, "resourceexhausted": limitReached, "internalservererror": serverFailed,
		"internal": serverFailed, "badgateway": 502, "serviceunavailable": 503, "unavailable": 503, "gatewaytimeout": 504,
		"deadlineexceeded": 504, "requesttimeout": 408, "unimplemented": 501,
	}[plain]
	return value, ok
}

// isCased says whether a name is written as constants are: NOT_FOUND, NotFound.
func isCased(name string) bool { return name != "" && name[0] >= 'A' && name[0] <= 'Z' }
