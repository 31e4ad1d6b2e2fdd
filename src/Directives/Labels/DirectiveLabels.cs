using DirectiveFlow.Directives.Documents;

namespace DirectiveFlow.Directives.Labels;

public static class DirectiveLabels
{
    public static Label Of(DirectiveState state) => state switch
    {
        DirectiveState.Received => new("Đã tiếp nhận", "Received"),
        DirectiveState.Registered => new("Đã đăng ký", "Registered"),
        DirectiveState.AwaitingDirection => new("Chờ bút phê", "Awaiting direction"),
        DirectiveState.ForInformation => new("Để biết, lưu", "For information"),
        DirectiveState.Concretizing => new("Đang cụ thể hoá", "Concretizing"),
        DirectiveState.InProgress => new("Đang triển khai", "In progress"),
        DirectiveState.Suspended => new("Tạm dừng", "Suspended"),
        DirectiveState.Summarizing => new("Đang sơ kết, tổng kết", "Summarizing"),
        DirectiveState.Closed => new("Đã kết thúc", "Closed"),
        DirectiveState.Superseded => new("Bị thay thế", "Superseded"),
        DirectiveState.Recalled => new("Bị thu hồi", "Recalled"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static Label Of(DirectiveAction action) => action switch
    {
        DirectiveAction.Receive => new("Tiếp nhận", "Receive"),
        DirectiveAction.Register => new("Đăng ký", "Register"),
        DirectiveAction.SubmitToLeader => new("Trình lãnh đạo", "Submit to the leader"),
        DirectiveAction.Direct => new("Cho ý kiến chỉ đạo", "Give direction"),
        DirectiveAction.Disseminate => new("Quán triệt, phổ biến", "Record dissemination"),
        DirectiveAction.ConfirmTask => new("Xác nhận nhiệm vụ", "Confirm task"),
        DirectiveAction.EditTask => new("Sửa nhiệm vụ", "Edit task"),
        DirectiveAction.RejectTask => new("Bỏ đề xuất", "Reject proposal"),
        DirectiveAction.AddTask => new("Thêm nhiệm vụ", "Add task"),
        DirectiveAction.SignNoTaskArises => new("Không phát sinh nhiệm vụ", "Sign that no task arises"),
        DirectiveAction.Concretize => new("Triển khai thực hiện", "Begin implementation"),
        DirectiveAction.Summarize => new("Tổng hợp kết quả", "Summarize results"),
        DirectiveAction.ResumeWork => new("Tiếp tục triển khai", "Resume work"),
        DirectiveAction.Close => new("Kết thúc văn bản", "Close"),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    public static Label Of(Urgency urgency) => urgency switch
    {
        Urgency.Normal => new("Thường", "Normal"),
        Urgency.Urgent => new("Khẩn", "Urgent"),
        Urgency.VeryUrgent => new("Thượng khẩn", "Very urgent"),
        Urgency.Express => new("Hoả tốc", "Express"),
        _ => throw new ArgumentOutOfRangeException(nameof(urgency), urgency, null),
    };

    public static Label Of(Secrecy secrecy) => secrecy switch
    {
        Secrecy.None => new("Không mật", "Not secret"),
        Secrecy.Confidential => new("Mật", "Confidential"),
        Secrecy.Secret => new("Tối mật", "Secret"),
        Secrecy.TopSecret => new("Tuyệt mật", "Top secret"),
        _ => throw new ArgumentOutOfRangeException(nameof(secrecy), secrecy, null),
    };

    public static Label Of(LinkRelation relation) => relation switch
    {
        LinkRelation.Implements => new("thực hiện", "implements"),
        LinkRelation.BasedOn => new("căn cứ", "based on"),
        LinkRelation.Supersedes => new("thay thế", "supersedes"),
        LinkRelation.Amends => new("sửa đổi, bổ sung", "amends"),
        _ => throw new ArgumentOutOfRangeException(nameof(relation), relation, null),
    };
}
