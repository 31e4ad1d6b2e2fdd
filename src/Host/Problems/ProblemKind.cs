namespace DirectiveFlow.Host.Problems;

/// <summary>A kind of refusal: a stable code for programs, a status, and its title in both languages.</summary>
internal sealed record ProblemKind(string Code, int Status, string Vietnamese, string English)
{
    public static ProblemKind Malformed { get; } = new(
        "request.malformed", StatusCodes.Status400BadRequest, "Yêu cầu không đọc được", "The request cannot be read");

    public static ProblemKind Invalid { get; } = new(
        "request.invalid", StatusCodes.Status400BadRequest, "Dữ liệu chưa hợp lệ", "The input is not valid");

    public static ProblemKind TooLarge { get; } = new(
        "request.too-large", StatusCodes.Status413PayloadTooLarge, "Nội dung quá lớn", "The content is too large");

    public static ProblemKind UnreadableText { get; } = new(
        "text.unreadable", StatusCodes.Status400BadRequest, "Không đọc được văn bản", "The text cannot be read");

    public static ProblemKind SignInNeeded { get; } = new(
        "auth.required", StatusCodes.Status401Unauthorized, "Cần đăng nhập", "Sign in first");

    public static ProblemKind SignInFailed { get; } = new(
        "auth.failed", StatusCodes.Status401Unauthorized, "Đăng nhập không thành công", "Sign-in failed");

    public static ProblemKind Forbidden { get; } = new(
        "auth.forbidden", StatusCodes.Status403Forbidden, "Không có quyền", "You may not do this");

    public static ProblemKind NotFound { get; } = new(
        "not-found", StatusCodes.Status404NotFound, "Không tìm thấy", "Not found");

    public static ProblemKind WrongMethod { get; } = new(
        "request.method", StatusCodes.Status405MethodNotAllowed, "Phương thức không được phép", "Method not allowed");

    public static ProblemKind WrongMediaType { get; } = new(
        "request.media-type", StatusCodes.Status415UnsupportedMediaType, "Kiểu nội dung không được hỗ trợ", "Unsupported media type");

    public static ProblemKind StaleVersion { get; } = new(
        "version.stale", StatusCodes.Status409Conflict, "Đã có người thay đổi trước", "Somebody else changed it first");

    public static ProblemKind AmbiguousWorkflow { get; } = new(
        "workflow.ambiguous", StatusCodes.Status409Conflict, "Chưa rõ luồng nào", "It is not clear which workflow is meant");

    public static ProblemKind RuleViolated { get; } = new(
        "rule.violated", StatusCodes.Status422UnprocessableEntity, "Trái quy tắc xử lý", "A rule of the process refuses this");

    public static ProblemKind TooMany { get; } = new(
        "overload.rate", StatusCodes.Status429TooManyRequests, "Quá nhiều yêu cầu", "Too many requests");

    public static ProblemKind Busy { get; } = new(
        "overload.busy", StatusCodes.Status503ServiceUnavailable, "Hệ thống đang bận", "The service is busy");

    public static ProblemKind Broken { get; } = new(
        "internal", StatusCodes.Status500InternalServerError, "Lỗi hệ thống", "Internal error");

    /// <summary>The kind that says what a bare status code means.</summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => SignInNeeded,
        StatusCodes.Status403Forbidden => Forbidden,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => WrongMethod,
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status415UnsupportedMediaType => WrongMediaType,
        StatusCodes.Status429TooManyRequests => TooMany,
        StatusCodes.Status503ServiceUnavailable => Busy,
        >= 500 => Broken,
        _ => Malformed,
    };
}
