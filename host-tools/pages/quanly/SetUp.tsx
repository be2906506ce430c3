/** Setting an empty server up, as it looks. */
import "./quanly.css";

export { SetUpScreen } from "./setup/SetUpScreen.tsx";
