using DirectiveFlow.Engine.Definitions;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>What is wrong in a definition in the words of the person who drew it: the activity by its name, then the fault.</summary>
internal static class ProblemWords
{
    private const int MostShown = 20;

    /// <summary>By code. What the engine says in English follows for those who need the detail.</summary>
    private static readonly Dictionary<string, string> s_vietnamese = new(StringComparer.Ordinal)
    {
        [DefinitionCodes.NotJson] = "nội dung không phải JSON hợp lệ",
        [DefinitionCodes.NotADefinition] = "nội dung không phải là một quy trình",
        [DefinitionCodes.TooLarge] = "nội dung quá lớn",
        [DefinitionCodes.TooDeep] = "các hoạt động lồng nhau quá sâu",
        [DefinitionCodes.HugeNumber] = "có số vượt quá giới hạn",
        [DefinitionCodes.DuplicateName] = "một tên thuộc tính xuất hiện hai lần",
        [DefinitionCodes.BadCharacter] = "có ký tự không lưu được",
        [DefinitionCodes.BadFile] = "tệp không đọc được",
        [DefinitionCodes.NoRoot] = "quy trình chưa có hoạt động nào",
        [DefinitionCodes.MissingId] = "hoạt động chưa có mã",
        [DefinitionCodes.DuplicateId] = "mã hoạt động bị trùng",
        [DefinitionCodes.UnknownActivity] = "loại hoạt động này không có trên hệ thống",
        [DefinitionCodes.UnknownInput] = "có đầu vào mà hoạt động không dùng",
        [DefinitionCodes.BadExpression] = "biểu thức viết sai",
        [DefinitionCodes.UnknownLanguage] = "ngôn ngữ biểu thức không được hỗ trợ",
        [DefinitionCodes.MissingTarget] = "đường nối dẫn tới một hoạt động không có",
        [DefinitionCodes.Unreachable] = "không có đường nào dẫn tới hoạt động này",
        [DefinitionCodes.DeadJoin] = "điểm gộp chờ một nhánh không bao giờ tới, quy trình sẽ không đi qua được",
        [DefinitionCodes.BadSchedule] = "lịch hẹn không hợp lệ hoặc không bao giờ đến",
        [DefinitionCodes.MissingReference] = "quy trình được gọi không có hoặc chưa công bố",
        [DefinitionCodes.ReferenceCycle] = "các quy trình gọi lẫn nhau thành vòng",
        [DefinitionCodes.TooMany] = "quy trình có quá nhiều hoạt động",
        [DefinitionCodes.Activity] = "hoạt động khai báo chưa đúng",
    };

    /// <summary>Elsa's refusal with one sentence for each problem; Studio shows each as a message of its own.</summary>
    public static IResult Refusal(HttpContext context, IReadOnlyList<DefinitionProblem> problems)
    {
        var isEnglish = ElsaRequest.IsEnglish(context);
        context.Response.Headers.ContentLanguage = isEnglish ? "en" : "vi";
        return Answers.Bad("generalErrors", [.. problems.Take(MostShown).Select(p => Of(p, isEnglish))]);
    }

    /// <summary>One problem as a sentence.</summary>
    public static string Of(DefinitionProblem problem, bool isEnglish)
    {
        if (isEnglish)
        {
            return problem.InWords;
        }

        var words = s_vietnamese.GetValueOrDefault(problem.Code, s_vietnamese[DefinitionCodes.Activity]);
        var where = (problem.ActivityId, problem.ActivityName) switch
        {
            (null, _) => "Quy trình",
            (_, null) => $"Hoạt động “{problem.ActivityId}”",
            _ => $"Hoạt động “{problem.ActivityName}” ({problem.ActivityId})",
        };
        return $"{where}: {words}. {problem.Message} ({problem.Path})";
    }
}
