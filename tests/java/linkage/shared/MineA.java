public class MineA {
    public MineA() { }
}
